// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Decodes RLE pixels (PS3.5, annex G): one segment for each byte of a sample, the most significant
 * first, each packed as by PackBits.
 */
final class Rle {

    private static final int HEADER = 64;

    private Rle() {}

    /** Returns the samples of a frame, plane after plane, unsigned. */
    static int[] decode(ByteBuffer frame, PixelFormat format, String where) {
        int bytes = format.allocated() / 8;
        int segments = format.samples() * bytes;
        ByteBuffer data = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int start = data.position();
        if (data.remaining() < HEADER || data.getInt(start) != segments) {
            throw DicomProblem.damaged(
                    where,
                    "an RLE header of %d segments".formatted(segments),
                    data.remaining() < HEADER
                            ? data.remaining() + " bytes"
                            : data.getInt(start) + " segments");
        }
        int pixels = format.pixels();
        int[] samples = new int[pixels * format.samples()];
        for (int segment = 0; segment < segments; segment++) {
            long from = data.getInt(start + 4 + 4 * segment) & 0xffffffffL;
            long to =
                    segment + 1 < segments
                            ? data.getInt(start + 8 + 4 * segment) & 0xffffffffL
                            : data.remaining();
            if (from < HEADER || to < from || to > data.remaining()) {
                throw DicomProblem.damaged(
                        where,
                        "RLE segments within the frame",
                        "bytes %d to %d".formatted(from, to));
            }
            int plane = segment / bytes * pixels;
            int shift = 8 * (bytes - 1 - segment % bytes);
            unpack(
                    data.slice(start + (int) from, (int) (to - from)),
                    samples,
                    plane,
                    pixels,
                    shift,
                    where);
        }
        return samples;
    }

    private static void unpack(
            ByteBuffer packed, int[] samples, int from, int count, int shift, String where) {
        int at = from;
        int end = from + count;
        while (at < end) {
            if (!packed.hasRemaining()) {
                throw DicomProblem.damaged(
                        where,
                        String.format(Locale.ROOT, "%,d RLE bytes", count),
                        String.format(Locale.ROOT, "%,d", at - from));
            }
            int control = packed.get();
            if (control >= 0) {
                int literal = Math.min(control + 1, end - at);
                for (int i = 0; i < literal && packed.hasRemaining(); i++) {
                    samples[at++] |= (packed.get() & 0xff) << shift;
                }
            } else if (control > -128 && packed.hasRemaining()) {
                int value = (packed.get() & 0xff) << shift;
                for (int i = Math.min(1 - control, end - at); i > 0; i--) {
                    samples[at++] |= value;
                }
            }
        }
    }
}
