// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

/**
 * The parameters of a scan of JPEG-LS (ITU-T T.87, C.2.4.1.1): how gradients are quantised, and how
 * errors are coded.
 */
final class LsCoding {

    final int near;
    final int greatest;
    final int range;
    final int bits;
    final int limit;
    final int reset;
    private final int[] thresholds = new int[3];

    /**
     * Creates the parameters.
     *
     * @param near the greatest difference of a decoded sample from the original
     */
    LsCoding(Segments segments, int near) {
        this.near = near;
        int[] presets = segments.presets;
        greatest =
                presets.length > 0 && presets[0] > 0 ? presets[0] : (1 << segments.precision) - 1;
        int step = 2 * near + 1;
        range = near == 0 ? greatest + 1 : (greatest + 2 * near) / step + 1;
        bits = log(range);
        int depth = Math.max(2, log(greatest + 1));
        limit = 2 * (depth + Math.max(8, depth));
        thresholds(presets);
        reset = presets.length > 0 && presets[4] > 0 ? presets[4] : 64;
    }

    private static int log(int value) {
        return 32 - Integer.numberOfLeadingZeros(value - 1);
    }

    private void thresholds(int[] presets) {
        int[] basic = {3, 7, 21};
        for (int i = 0; i < 3; i++) {
            int value;
            if (greatest >= 128) {
                int factor = (Math.min(greatest, 4095) + 128) / 256;
                value = factor * (basic[i] - i - 2) + i + 2 + (2 * i + 3) * near;
            } else {
                int factor = 256 / (greatest + 1);
                value = Math.max(i + 2, basic[i] / factor + (2 * i + 3) * near);
            }
            int least = i == 0 ? near + 1 : thresholds[i - 1];
            thresholds[i] = value > greatest || value < least ? least : value;
            if (presets.length > 0 && presets[i + 1] > 0) {
                thresholds[i] = presets[i + 1];
            }
        }
    }

    /** Returns the level of a gradient, from -4 to 4. */
    int quantised(int gradient) {
        int size = Math.abs(gradient);
        int level =
                size <= near
                        ? 0
                        : size < thresholds[0]
                                ? 1
                                : size < thresholds[1] ? 2 : size < thresholds[2] ? 3 : 4;
        return gradient < 0 ? -level : level;
    }

    /**
     * Returns a sample.
     *
     * @param expected the value that its neighbours predict
     * @param error the decoded difference, in steps
     */
    int restored(int expected, int error) {
        int step = 2 * near + 1;
        int value = expected + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > greatest + near) {
            value -= range * step;
        }
        return Math.min(greatest, Math.max(0, value));
    }
}
