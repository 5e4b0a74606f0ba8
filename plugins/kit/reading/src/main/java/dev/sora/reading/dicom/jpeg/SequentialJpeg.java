// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import dev.sora.reading.dicom.jpeg.Segments.Component;
import dev.sora.reading.dicom.jpeg.Segments.Part;
import dev.sora.reading.dicom.jpeg.Segments.Scan;

/** Decodes sequential JPEG of 8 or 12 bits with Huffman codes (ITU-T T.81, annex F). */
final class SequentialJpeg {

    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27,
        20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
    };

    /** {@code cos((2 x + 1) u pi / 16) c(u) / 2}, at {@code x * 8 + u}. */
    private static final double[] COSINES = new double[64];

    static {
        for (int x = 0; x < 8; x++) {
            for (int u = 0; u < 8; u++) {
                double scale = u == 0 ? Math.sqrt(0.5) / 2 : 0.5;
                COSINES[x * 8 + u] = scale * StrictMath.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
    }

    private final Segments segments;
    private final int most;
    private final int across;
    private final int down;
    private final int[][] planes;
    private final int[] strides;

    private SequentialJpeg(Segments segments) {
        this.segments = segments;
        this.most = (1 << segments.precision) - 1;
        this.across = segments.components.stream().mapToInt(Component::across).max().orElseThrow();
        this.down = segments.components.stream().mapToInt(Component::down).max().orElseThrow();
        this.planes = new int[segments.components.size()][];
        this.strides = new int[planes.length];
        for (int i = 0; i < planes.length; i++) {
            Component component = segments.components.get(i);
            strides[i] = units(segments.width, across) * component.across() * 8;
            planes[i] = new int[strides[i] * units(segments.height, down) * component.down() * 8];
        }
    }

    private static int units(int length, int factor) {
        return (length + 8 * factor - 1) / (8 * factor);
    }

    /** Returns the samples, those of a pixel next to each other. */
    static int[] decode(Segments segments, Scan first) throws JpegException {
        SequentialJpeg decoder = new SequentialJpeg(segments);
        for (Scan scan = first; scan != null; scan = segments.next()) {
            decoder.scan(scan);
        }
        segments.checkScanned();
        return decoder.samples();
    }

    private void scan(Scan scan) throws JpegException {
        for (Part part : scan.parts()) {
            if (segments.dc[part.dc()] == null
                    || segments.ac[part.ac()] == null
                    || segments.quantisation[segments.components.get(part.component()).table()]
                            == null) {
                throw JpegException.damaged("a scan without its tables");
            }
        }
        boolean single = scan.parts().size() == 1;
        Component only = segments.components.get(scan.parts().get(0).component());
        int columns = units(segments.width, across);
        int rows = units(segments.height, down);
        if (single) {
            // blocks of a single component come without those beyond the edges
            columns = (segments.width * only.across() + 8 * across - 1) / (8 * across);
            rows = (segments.height * only.down() + 8 * down - 1) / (8 * down);
        }
        BitReader bits = new BitReader(segments.data, false);
        int[] last = new int[segments.components.size()];
        for (int unit = 0; unit < columns * rows; unit++) {
            if (segments.restart > 0 && unit > 0 && unit % segments.restart == 0) {
                bits.restart();
                java.util.Arrays.fill(last, 0);
            }
            for (Part part : scan.parts()) {
                Component component = segments.components.get(part.component());
                int wide = single ? 1 : component.across();
                int high = single ? 1 : component.down();
                for (int i = 0; i < wide * high; i++) {
                    int column = unit % columns * wide + i % wide;
                    int row = unit / columns * high + i / wide;
                    block(bits, part, last, row * 8 * strides[part.component()] + column * 8);
                }
            }
        }
    }

    private void block(BitReader bits, Part part, int[] last, int at) throws JpegException {
        int component = part.component();
        int[] scale = segments.quantisation[segments.components.get(component).table()];
        double[] block = new double[64];
        last[component] += bits.difference(segments.dc[part.dc()].decode(bits));
        block[0] = (double) last[component] * scale[0];
        for (int i = 1; i < 64; i++) {
            int code = segments.ac[part.ac()].decode(bits);
            int size = code & 15;
            if (size == 0) {
                if (code != 0xf0) {
                    break;
                }
                i += 15;
                continue;
            }
            i += code >> 4;
            if (i > 63) {
                throw JpegException.damaged("a block of more than 64 coefficients");
            }
            block[ZIGZAG[i]] = (double) bits.difference(size) * scale[i];
        }
        place(block, planes[component], at, strides[component]);
    }

    /** Transforms rows, then columns. */
    private void place(double[] block, int[] plane, int at, int stride) {
        double[] rows = new double[64];
        for (int v = 0; v < 8; v++) {
            for (int x = 0; x < 8; x++) {
                double sum = 0;
                for (int u = 0; u < 8; u++) {
                    sum += block[v * 8 + u] * COSINES[x * 8 + u];
                }
                rows[v * 8 + x] = sum;
            }
        }
        int middle = (most + 1) / 2;
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                double sum = middle;
                for (int v = 0; v < 8; v++) {
                    sum += rows[v * 8 + x] * COSINES[y * 8 + v];
                }
                plane[at + y * stride + x] = (int) Math.min(most, Math.max(0, Math.round(sum)));
            }
        }
    }

    private int[] samples() {
        int channels = planes.length;
        int[] samples = new int[segments.width * segments.height * channels];
        int to = 0;
        for (int y = 0; y < segments.height; y++) {
            for (int x = 0; x < segments.width; x++) {
                for (int c = 0; c < channels; c++) {
                    Component component = segments.components.get(c);
                    int row = y * component.down() / down;
                    int column = x * component.across() / across;
                    samples[to++] = planes[c][row * strides[c] + column];
                }
            }
        }
        return samples;
    }
}
