// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import dev.sora.reading.dicom.jpeg.Segments.Part;
import dev.sora.reading.dicom.jpeg.Segments.Scan;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Decodes JPEG-LS, lossless and near-lossless (ITU-T T.87; Weinberger, Seroussi and Sapiro, 2000,
 * The LOCO-I lossless image compression algorithm). Components are separate, or interleaved by line
 * or by sample.
 */
public final class JpegLs {

    private static final int KIND = 0xf7;
    private static final int BY_LINE = 1;
    private static final int BY_SAMPLE = 2;

    private static final int[] RUNS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12,
        13, 14, 15
    };

    /** The contexts of samples after a run follow those of other samples. */
    private static final int CONTEXTS = 365;

    private final int width;
    private final int height;
    private final int channels;
    private final int near;
    private final int greatest;
    private final int range;
    private final int bits;
    private final int limit;
    private final int[] thresholds = new int[3];
    private final int reset;
    private final BitReader reader;

    private final int[] sums = new int[CONTEXTS + 2];
    private final int[] biases = new int[CONTEXTS];
    private final int[] corrections = new int[CONTEXTS];
    private final int[] counts = new int[CONTEXTS + 2];
    private final int[] negatives = new int[2];

    private JpegLs(Segments segments, Scan scan) {
        width = segments.width;
        height = segments.height;
        channels = segments.components.size();
        near = scan.first();
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
        reader = new BitReader(segments.data, true);
        java.util.Arrays.fill(sums, Math.max(2, (range + 32) / 64));
        java.util.Arrays.fill(counts, 1);
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

    /**
     * Decodes a picture.
     *
     * @throws JpegException if the data is damaged or of a kind that is not read
     */
    public static JpegPicture decode(ByteBuffer bytes) throws JpegException {
        Segments segments = new Segments(bytes);
        try {
            Scan scan = segments.next();
            if (scan == null || segments.kind != KIND) {
                throw JpegException.damaged("no JPEG-LS frame");
            }
            int channels = segments.components.size();
            int[] samples = new int[segments.width * segments.height * channels];
            while (scan != null) {
                int order = scan.second();
                if (segments.restart > 0
                        || order > BY_SAMPLE
                        || order == 0 && scan.parts().size() > 1) {
                    throw JpegException.unread(
                            segments.restart > 0
                                    ? "JPEG-LS with restart intervals"
                                    : "JPEG-LS with an unknown order of samples");
                }
                new JpegLs(segments, scan).scan(scan, samples);
                scan = segments.next();
            }
            segments.checkScanned();
            return JpegPicture.of(segments, samples);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw JpegException.damaged("the end of the data within a segment", e);
        }
    }

    private void scan(Scan scan, int[] samples) throws JpegException {
        int parts = scan.parts().size();
        int[][] above = new int[parts][width + 2];
        int[][] lines = new int[parts][width + 2];
        int[] runs = new int[parts];
        boolean together = scan.second() == BY_SAMPLE && parts > 1;
        for (int y = 0; y < height; y++) {
            for (int p = 0; p < parts; p++) {
                above[p][width + 1] = above[p][width];
                lines[p][0] = above[p][1];
                if (!together) {
                    runs[p] = line(above[p], lines[p], runs[p]);
                }
            }
            if (together) {
                runs[0] = line(above, lines, runs[0]);
            }
            for (int p = 0; p < parts; p++) {
                Part part = scan.parts().get(p);
                int[] line = lines[p];
                for (int x = 0; x < width; x++) {
                    samples[(y * width + x) * channels + part.component()] = line[x + 1];
                }
                lines[p] = above[p];
                above[p] = line;
            }
        }
    }

    private int context(int[] above, int[] line, int x) {
        int first = quantised(above[x + 1] - above[x]);
        int second = quantised(above[x] - above[x - 1]);
        int third = quantised(above[x - 1] - line[x - 1]);
        return 81 * first + 9 * second + third;
    }

    /**
     * Reads the length of a run; {@code -1 - length} if it reaches the end of the line.
     *
     * @param index the index of the run length, which changes
     */
    private int run(int length, int[] index) throws JpegException {
        int run = 0;
        while (run < length && reader.read(1) == 1) {
            int whole = 1 << RUNS[index[0]];
            int count = Math.min(whole, length - run);
            run += count;
            index[0] = count == whole ? Math.min(31, index[0] + 1) : index[0];
            if (run == length) {
                return -1 - run;
            }
        }
        int rest = RUNS[index[0]] > 0 ? reader.read(RUNS[index[0]]) : 0;
        if (run + rest >= length) {
            throw JpegException.damaged("a run beyond the end of its line");
        }
        return run + rest;
    }

    /** Decodes the lines of components whose samples alternate; a run is one of all of them. */
    private int line(int[][] above, int[][] lines, int before) throws JpegException {
        int[] index = {before};
        int[] contexts = new int[lines.length];
        int x = 1;
        while (x <= width) {
            boolean flat = true;
            for (int p = 0; p < lines.length; p++) {
                contexts[p] = context(above[p], lines[p], x);
                flat &= contexts[p] == 0;
            }
            if (!flat) {
                for (int p = 0; p < lines.length; p++) {
                    lines[p][x] =
                            regular(contexts[p], lines[p][x - 1], above[p][x], above[p][x - 1]);
                }
                x++;
                continue;
            }
            int run = run(width + 1 - x, index);
            boolean whole = run < 0;
            int count = whole ? -1 - run : run;
            for (int[] line : lines) {
                java.util.Arrays.fill(line, x, x + count, line[x - 1]);
            }
            x += count;
            if (whole) {
                break;
            }
            for (int p = 0; p < lines.length; p++) {
                lines[p][x] = afterRun(lines[p][x - 1], above[p][x], RUNS[index[0]], false);
            }
            index[0] = Math.max(0, index[0] - 1);
            x++;
        }
        return index[0];
    }

    /** Decodes a line; its first sample is at 1. Returns the index of the run length. */
    private int line(int[] above, int[] line, int before) throws JpegException {
        int[] index = {before};
        int x = 1;
        while (x <= width) {
            int left = line[x - 1];
            int context = context(above, line, x);
            if (context != 0) {
                line[x] = regular(context, left, above[x], above[x - 1]);
                x++;
                continue;
            }
            int run = run(width + 1 - x, index);
            boolean whole = run < 0;
            int count = whole ? -1 - run : run;
            java.util.Arrays.fill(line, x, x + count, left);
            x += count;
            if (whole) {
                break;
            }
            line[x] = afterRun(left, above[x], RUNS[index[0]], true);
            index[0] = Math.max(0, index[0] - 1);
            x++;
        }
        return index[0];
    }

    private int quantised(int gradient) {
        int size = Math.abs(gradient);
        int level =
                size <= near
                        ? 0
                        : size < thresholds[0]
                                ? 1
                                : size < thresholds[1] ? 2 : size < thresholds[2] ? 3 : 4;
        return gradient < 0 ? -level : level;
    }

    private int regular(int signed, int left, int above, int corner) throws JpegException {
        int sign = signed < 0 ? -1 : 1;
        int context = Math.abs(signed);
        int least = Math.min(left, above);
        int most = Math.max(left, above);
        int median = corner >= most ? least : corner <= least ? most : left + above - corner;
        int expected = Math.min(greatest, Math.max(0, median + sign * corrections[context]));
        int k = 0;
        while (counts[context] << k < sums[context] && k < 24) {
            k++;
        }
        int mapped = golomb(k, limit);
        int error = (mapped & 1) == 0 ? mapped / 2 : -(mapped + 1) / 2;
        if (near == 0 && k == 0 && 2 * biases[context] <= -counts[context]) {
            error = -error - 1;
        }
        update(context, error);
        return restored(expected, sign * error);
    }

    private void update(int context, int error) {
        biases[context] += error * (2 * near + 1);
        sums[context] += Math.abs(error);
        if (counts[context] == reset) {
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

    private int afterRun(int left, int above, int length, boolean alone) throws JpegException {
        int same = alone && Math.abs(left - above) <= near ? 1 : 0;
        int context = CONTEXTS + same;
        int weight = sums[context] + (same == 1 ? counts[context] >> 1 : 0);
        int k = 0;
        while (counts[context] << k < weight && k < 24) {
            k++;
        }
        int mapped = golomb(k, limit - length - 1);
        int doubled = mapped + same;
        int odd = doubled & 1;
        int size = (doubled + odd) / 2;
        boolean negative = (k != 0 || 2 * negatives[same] >= counts[context]) == (odd == 1);
        int error = negative ? -size : size;
        if (error < 0) {
            negatives[same]++;
        }
        sums[context] += mapped + 1 - same >> 1;
        if (counts[context] == reset) {
            sums[context] >>= 1;
            counts[context] >>= 1;
            negatives[same] >>= 1;
        }
        counts[context]++;
        return same == 1 ? restored(left, error) : restored(above, left > above ? -error : error);
    }

    private int restored(int expected, int error) {
        int step = 2 * near + 1;
        int value = expected + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > greatest + near) {
            value -= range * step;
        }
        return Math.min(greatest, Math.max(0, value));
    }

    private int golomb(int k, int most) throws JpegException {
        int zeros = 0;
        while (reader.read(1) == 0) {
            zeros++;
            if (zeros > most) {
                throw JpegException.damaged("a code that is too long");
            }
        }
        return zeros < most - bits - 1
                ? (zeros << k) + (k == 0 ? 0 : reader.read(k))
                : reader.read(bits) + 1;
    }
}
