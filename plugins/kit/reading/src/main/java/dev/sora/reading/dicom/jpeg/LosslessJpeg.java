// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import dev.sora.reading.dicom.jpeg.Segments.Component;
import dev.sora.reading.dicom.jpeg.Segments.Part;
import dev.sora.reading.dicom.jpeg.Segments.Scan;

/** Decodes lossless JPEG with Huffman codes (ITU-T T.81, annex H). */
final class LosslessJpeg {

    private final Segments segments;
    private final int[] samples;

    private LosslessJpeg(Segments segments) {
        this.segments = segments;
        this.samples = new int[segments.width * segments.height * segments.components.size()];
    }

    /** Returns the samples, those of a pixel next to each other. */
    static int[] decode(Segments segments, Scan first) throws JpegException {
        for (Component component : segments.components) {
            if (component.across() != segments.components.get(0).across()
                    || component.down() != segments.components.get(0).down()) {
                throw JpegException.unread("lossless JPEG with components of different sizes");
            }
        }
        LosslessJpeg decoder = new LosslessJpeg(segments);
        for (Scan scan = first; scan != null; scan = segments.next()) {
            decoder.scan(scan);
        }
        segments.checkScanned();
        return decoder.samples;
    }

    private void scan(Scan scan) throws JpegException {
        int predictor = scan.first();
        int shift = scan.third() & 15;
        if (predictor < 1 || predictor > 7) {
            throw JpegException.damaged("the predictor %d".formatted(predictor));
        }
        if (shift >= segments.precision) {
            throw JpegException.damaged(
                    "a shift of %d in samples of %d bits".formatted(shift, segments.precision));
        }
        for (Part part : scan.parts()) {
            if (segments.dc[part.dc()] == null) {
                throw JpegException.damaged("a scan without its Huffman table");
            }
        }
        int width = segments.width;
        int channels = segments.components.size();
        BitReader bits = new BitReader(segments.data, false);
        int initial = 1 << segments.precision - shift - 1;
        int line = -1;
        for (int i = 0; i < width * segments.height; i++) {
            if (segments.restart > 0 && i > 0 && i % segments.restart == 0) {
                bits.restart();
                line = -1;
            }
            int x = i % width;
            if (line < 0) {
                line = i / width;
            }
            boolean top = i / width == line;
            for (Part part : scan.parts()) {
                int at = i * channels + part.component();
                int up = at - width * channels;
                boolean begins = segments.restart > 0 ? i % segments.restart == 0 : i == 0;
                int expected =
                        begins
                                ? initial
                                : top
                                        ? x == 0 ? initial : samples[at - channels]
                                        : x == 0
                                                ? samples[up]
                                                : predicted(
                                                        predictor,
                                                        samples[at - channels],
                                                        samples[up],
                                                        samples[up - channels]);
                int category = segments.dc[part.dc()].decode(bits);
                int difference = category == 16 ? 32768 : bits.difference(category);
                samples[at] = expected + difference & 0xffff;
            }
        }
        for (Part part : scan.parts()) {
            for (int i = part.component(); shift > 0 && i < samples.length; i += channels) {
                samples[i] <<= shift;
            }
        }
    }

    private static int predicted(int predictor, int left, int above, int corner) {
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + (above - corner >> 1);
            case 6 -> above + (left - corner >> 1);
            default -> left + above >> 1;
        };
    }
}
