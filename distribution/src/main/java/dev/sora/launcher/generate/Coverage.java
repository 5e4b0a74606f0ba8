// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Precision and recall of generated vectors (Kynkäänniemi et al., 2019): the share of generated
 * vectors within the real ones, and of real vectors within the generated ones. A vector is within a
 * set if its distance to one of the set is at most that of this one's k-th nearest neighbour in the
 * set.
 */
final class Coverage {

    private static final int NEIGHBOURS = 3;

    private Coverage() {}

    /** Returns the share of vectors that are within a set. */
    static double share(float[][] vectors, float[][] set) {
        double[] radii = radii(set);
        long within =
                IntStream.range(0, vectors.length)
                        .parallel()
                        .filter(i -> isWithin(vectors[i], set, radii))
                        .count();
        return within / (double) vectors.length;
    }

    private static boolean isWithin(float[] vector, float[][] set, double[] radii) {
        for (int i = 0; i < set.length; i++) {
            if (squared(vector, set[i]) <= radii[i]) {
                return true;
            }
        }
        return false;
    }

    /** Returns the squared distance of each vector to its k-th nearest neighbour in the set. */
    private static double[] radii(float[][] set) {
        int k = Math.min(NEIGHBOURS, set.length - 1);
        return IntStream.range(0, set.length)
                .parallel()
                .mapToDouble(
                        i -> {
                            double[] nearest = new double[k + 1];
                            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
                            for (int other = 0; other < set.length; other++) {
                                if (other != i) {
                                    insert(nearest, squared(set[i], set[other]));
                                }
                            }
                            return nearest[k - 1];
                        })
                .toArray();
    }

    /** Inserts a distance into the ascending smallest ones; the last place is scratch. */
    private static void insert(double[] nearest, double distance) {
        int at = nearest.length - 1;
        nearest[at] = distance;
        while (at > 0 && nearest[at - 1] > nearest[at]) {
            double before = nearest[at - 1];
            nearest[at - 1] = nearest[at];
            nearest[at] = before;
            at--;
        }
    }

    static double squared(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }
}
