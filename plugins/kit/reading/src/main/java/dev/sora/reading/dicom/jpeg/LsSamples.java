// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import java.util.Arrays;

/**
 * Decodes samples of JPEG-LS, each in the context of its neighbours: the contexts adapt to the
 * errors that were decoded in them.
 */
final class LsSamples {

    /** The contexts of samples after a run follow those of other samples. */
    private static final int CONTEXTS = 365;

    private final LsCoding coding;
    private final BitReader reader;
    private final int[] sums = new int[CONTEXTS + 2];
    private final int[] biases = new int[CONTEXTS];
    private final int[] corrections = new int[CONTEXTS];
    private final int[] counts = new int[CONTEXTS + 2];
    private final int[] negatives = new int[2];

    LsSamples(LsCoding coding, BitReader reader) {
        this.coding = coding;
        this.reader = reader;
        Arrays.fill(sums, Math.max(2, (coding.range + 32) / 64));
        Arrays.fill(counts, 1);
    }

    /**
     * Decodes a sample.
     *
     * @param signed its context, from -364 to 364 and not 0
     * @param left the sample to its left
     * @param above the sample above it
     * @param corner the sample to the left of that
     * @throws JpegException if its code is damaged
     */
    int regular(int signed, int left, int above, int corner) throws JpegException {
        int sign = signed < 0 ? -1 : 1;
        int context = Math.abs(signed);
        int least = Math.min(left, above);
        int most = Math.max(left, above);
        int median = corner >= most ? least : corner <= least ? most : left + above - corner;
        int expected = Math.min(coding.greatest, Math.max(0, median + sign * corrections[context]));
        int k = 0;
        while (counts[context] << k < sums[context] && k < 24) {
            k++;
        }
        int mapped = golomb(k, coding.limit);
        int error = (mapped & 1) == 0 ? mapped / 2 : -(mapped + 1) / 2;
        if (coding.near == 0 && k == 0 && 2 * biases[context] <= -counts[context]) {
            error = -error - 1;
        }
        update(context, error);
        return coding.restored(expected, sign * error);
    }

    private void update(int context, int error) {
        biases[context] += error * (2 * coding.near + 1);
        sums[context] += Math.abs(error);
        if (counts[context] == coding.reset) {
            sums[context] >>= 1;
            biases[context] >>= 1;
            counts[context] >>= 1;
        }
        counts[context]++;
        if (biases[context] <= -counts[context]) {
            biases[context] = Math.max(biases[context] + counts[context], 1 - counts[context]);
            corrections[context] = Math.max(-128, corrections[context] - 1);
        } else if (biases[context] > 0) {
            biases[context] = Math.min(biases[context] - counts[context], 0);
            corrections[context] = Math.min(127, corrections[context] + 1);
        }
    }

    /**
     * Decodes the sample after a run.
     *
     * @param length the number of bits of the length of the run
     * @param alone whether its component is not interleaved by sample with others
     * @throws JpegException if its code is damaged
     */
    int afterRun(int left, int above, int length, boolean alone) throws JpegException {
        int same = alone && Math.abs(left - above) <= coding.near ? 1 : 0;
        int context = CONTEXTS + same;
        int weight = sums[context] + (same == 1 ? counts[context] >> 1 : 0);
        int k = 0;
        while (counts[context] << k < weight && k < 24) {
            k++;
        }
        int mapped = golomb(k, coding.limit - length - 1);
        int doubled = mapped + same;
        int odd = doubled & 1;
        int size = (doubled + odd) / 2;
        boolean negative = (k != 0 || 2 * negatives[same] >= counts[context]) == (odd == 1);
        int error = negative ? -size : size;
        if (error < 0) {
            negatives[same]++;
        }
        sums[context] += mapped + 1 - same >> 1;
        if (counts[context] == coding.reset) {
            sums[context] >>= 1;
            counts[context] >>= 1;
            negatives[same] >>= 1;
        }
        counts[context]++;
        return same == 1
                ? coding.restored(left, error)
                : coding.restored(above, left > above ? -error : error);
    }

    private int golomb(int k, int most) throws JpegException {
        int zeros = 0;
        while (reader.read(1) == 0) {
            zeros++;
            if (zeros > most) {
                throw JpegException.damaged("a code that is too long");
            }
        }
        return zeros < most - coding.bits - 1
                ? (zeros << k) + (k == 0 ? 0 : reader.read(k))
                : reader.read(coding.bits) + 1;
    }
}
