// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds generated pictures that are copies of real ones: nearer to their nearest real picture than
 * a third of the usual distance of a real picture to its nearest other one. Distances are root mean
 * squares over the samples, as shares of the full range.
 *
 * @param copies the number of copies
 * @param compared the number of generated pictures that were compared
 * @param nearest the smallest distance of a generated picture to a real one
 * @param usual the median distance of a real picture to its nearest other one
 */
record Copies(int copies, int compared, double nearest, double usual) {

    /** The number of pictures whose nearest neighbours are searched for: all would take hours. */
    private static final int MOST = 1_000;

    private static final double SHARE = 1.0 / 3;

    /**
     * Compares pictures of one size.
     *
     * @param generated samples of generated pictures
     * @param real samples of real pictures, at least two
     */
    static Copies of(List<byte[]> generated, List<byte[]> real) {
        double[] distances = distances(spread(generated), real);
        double[] among = distances(spread(real), real);
        double usual = sorted(among)[among.length / 2];
        return new Copies(
                (int) Arrays.stream(distances).filter(d -> d < SHARE * usual).count(),
                distances.length,
                Arrays.stream(distances).min().orElse(Double.NaN),
                usual);
    }

    /** Returns pictures that are spread evenly over a list. */
    private static List<byte[]> spread(List<byte[]> pictures) {
        int count = Math.min(MOST, pictures.size());
        return IntStream.range(0, count)
                .mapToObj(i -> pictures.get((int) ((long) i * pictures.size() / count)))
                .toList();
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Returns the distance of each picture to the nearest of others that is not itself. */
    private static double[] distances(List<byte[]> pictures, List<byte[]> others) {
        return IntStream.range(0, pictures.size())
                .parallel()
                .mapToDouble(i -> distance(pictures.get(i), others))
                .toArray();
    }

    private static double distance(byte[] picture, List<byte[]> others) {
        long best = Long.MAX_VALUE;
        for (byte[] other : others) {
            if (other != picture) {
                best = Math.min(best, squared(picture, other, best));
            }
        }
        return Math.sqrt(best / (double) picture.length) / 255;
    }

    /** Returns the sum of squared differences, or any number above a bound that it exceeds. */
    private static long squared(byte[] one, byte[] other, long bound) {
        long sum = 0;
        for (int from = 0; from < one.length && sum <= bound; from += 64) {
            int part = 0;
            int end = Math.min(one.length, from + 64);
            for (int i = from; i < end; i++) {
                int difference = (one[i] & 0xff) - (other[i] & 0xff);
                part += difference * difference;
            }
            sum += part;
        }
        return sum;
    }
}
