// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.util.Locale;
import java.util.Optional;

/**
 * How the samples of a picture are stored (PS3.3, C.7.6.3).
 *
 * @param samples the number of samples of a pixel: 1 or 3
 * @param photometric what the samples mean, such as {@code MONOCHROME2}
 * @param allocated the number of bits of a stored sample: 1, 8, 16 or 32
 * @param stored the number of bits that are used
 * @param shift the number of unused bits below them
 * @param signed whether samples are in two's complement
 * @param planar whether the planes of colours follow each other
 */
record PixelFormat(
        int rows,
        int columns,
        int frames,
        int samples,
        String photometric,
        int allocated,
        int stored,
        int shift,
        boolean signed,
        boolean planar) {

    private static final long MOST_PIXELS = 100_000_000;

    static PixelFormat of(DicomSet set) {
        int rows = required(set, Tag.ROWS, "Rows");
        int columns = required(set, Tag.COLUMNS, "Columns");
        check(
                set,
                (long) rows * columns <= MOST_PIXELS && rows > 0 && columns > 0,
                String.format(Locale.ROOT, "1 to %,d pixels", MOST_PIXELS),
                rows + " x " + columns);
        int allocated = required(set, Tag.ALLOCATED, "Bits Allocated");
        int stored = set.number(Tag.STORED).orElse(allocated);
        int high = set.number(Tag.HIGH_BIT).orElse(stored - 1);
        int samples = set.number(Tag.SAMPLES).orElse(1);
        check(
                set,
                (allocated == 1 || allocated == 8 || allocated == 16 || allocated == 32)
                        && stored >= 1
                        && stored <= allocated
                        && high < allocated
                        && high >= stored - 1,
                "1, 8, 16 or 32 bits, of which those up to the highest one are stored",
                "%d bits allocated, %d stored, the highest %d".formatted(allocated, stored, high));
        check(
                set,
                samples == 1 || samples == 3,
                "1 or 3 samples of a pixel",
                String.valueOf(samples));
        PixelFormat format =
                new PixelFormat(
                        rows,
                        columns,
                        frames(set),
                        samples,
                        set.text(Tag.PHOTOMETRIC).orElse(samples == 1 ? "MONOCHROME2" : "RGB"),
                        allocated,
                        stored,
                        high + 1 - stored,
                        set.number(Tag.SIGNED).orElse(0) == 1,
                        set.number(Tag.PLANAR).orElse(0) == 1);
        check(
                set,
                samples == 1 || allocated == 8 || allocated == 16,
                "8 or 16 bits of a colour",
                String.valueOf(allocated));
        return format;
    }

    private static int frames(DicomSet set) {
        Optional<String> text = set.text(Tag.FRAMES);
        if (text.isEmpty()) {
            return 1;
        }
        boolean whole = text.get().matches("\\+?\\d{1,9}");
        int frames = whole ? Integer.parseInt(text.get()) : 0;
        check(
                set,
                frames > 0,
                "a number of frames, 1 or more, in (0028,0008)",
                "'%s'".formatted(text.get()));
        return frames;
    }

    private static int required(DicomSet set, int tag, String name) {
        return set.number(tag)
                .orElseThrow(
                        () ->
                                DicomProblem.damaged(
                                        set.where(),
                                        "%s %s".formatted(name, DicomSet.name(tag)),
                                        "pixels without it"));
    }

    private static void check(DicomSet set, boolean fine, String needs, String have) {
        if (!fine) {
            throw DicomProblem.damaged(set.where(), needs, have);
        }
    }

    /** Returns the number of pixels of a frame. */
    int pixels() {
        return rows * columns;
    }

    boolean isSubsampled() {
        return photometric.endsWith("_422");
    }

    /** Returns the number of bytes of all uncompressed frames; bits of frames have no gaps. */
    long allBytes() {
        return allocated == 1 ? ((long) pixels() * samples * frames + 7) / 8 : bytes() * frames;
    }

    /** Returns the number of bytes of an uncompressed frame of more than one bit. */
    long bytes() {
        long each = (long) pixels() * (isSubsampled() ? 2 : samples);
        return each * (allocated / 8);
    }

    /** Returns a stored sample as a number. */
    int value(int raw) {
        int bits = raw >>> shift << (32 - stored);
        return signed ? bits >> (32 - stored) : bits >>> (32 - stored);
    }
}
