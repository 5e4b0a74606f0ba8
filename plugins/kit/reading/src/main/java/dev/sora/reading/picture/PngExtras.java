// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the metadata chunks of a PNG. */
final class PngExtras {

    private static final int EXIF = 0x65584966;
    private static final int PROFILE = 0x69434350;
    private static final int SRGB = 0x73524742;
    private static final int GAMMA = 0x67414d41;
    private static final int ANIMATION = 0x6163544c;
    private static final int SIGNATURE = 8;

    /** The greatest size of a decompressed profile, in bytes. */
    private static final int MOST_PROFILE = 4 << 20;

    private PngExtras() {}

    static Extras read(byte[] array) {
        ByteBuffer bytes = ByteBuffer.wrap(array);
        Extras extras = Extras.NONE;
        boolean standard = false;
        int at = SIGNATURE;
        while (at <= array.length - 12) {
            int length = bytes.getInt(at);
            int from = at + 8;
            if (length < 0 || length > array.length - from) {
                break;
            }
            switch (bytes.getInt(at + 4)) {
                case EXIF ->
                        extras = extras.withOrientation(TiffTags.orientation(array, from, length));
                case PROFILE -> extras = extras.withProfile(profile(array, from, length));
                case SRGB -> standard = true;
                case GAMMA -> extras = extras.withGamma(bytes.getInt(from) / 100_000.0);
                case ANIMATION -> extras = extras.withFrames(Math.max(1, bytes.getInt(from)));
                default -> {}
            }
            at = from + length + 4;
        }
        // the most exact one is used: a profile, then the sRGB chunk, then a gamma
        boolean exact = standard || extras.profile().length > 0;
        return exact ? extras.withGamma(0) : extras;
    }

    /** Returns the profile, which is stored compressed after its name. */
    private static byte[] profile(byte[] array, int from, int length) {
        int name = from;
        while (name < from + length && array[name] != 0) {
            name++;
        }
        int start = name + 2;
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(array, start, Math.max(0, from + length - start));
            byte[] profile = new byte[MOST_PROFILE];
            return Arrays.copyOf(profile, inflater.inflate(profile));
        } catch (DataFormatException e) {
            return Extras.NONE.profile();
        } finally {
            inflater.end();
        }
    }
}
