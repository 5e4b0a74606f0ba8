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

    private final int width;
    private final int height;
    private final int channels;
    private final LsCoding coding;
    private final BitReader reader;
    private final LsSamples decoded;

    private JpegLs(Segments segments, Scan scan) {
        width = segments.width;
        height = segments.height;
        channels = segments.components.size();
        coding = new LsCoding(segments, scan.first());
        reader = new BitReader(segments.data, true);
        decoded = new LsSamples(coding, reader);
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
        int first = coding.quantised(above[x + 1] - above[x]);
        int second = coding.quantised(above[x] - above[x - 1]);
        int third = coding.quantised(above[x - 1] - line[x - 1]);
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
                            decoded.regular(
                                    contexts[p], lines[p][x - 1], above[p][x], above[p][x - 1]);
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
                lines[p][x] = decoded.afterRun(lines[p][x - 1], above[p][x], RUNS[index[0]], false);
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
                line[x] = decoded.regular(context, left, above[x], above[x - 1]);
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
            line[x] = decoded.afterRun(left, above[x], RUNS[index[0]], true);
            index[0] = Math.max(0, index[0] - 1);
            x++;
        }
        return index[0];
    }
}
