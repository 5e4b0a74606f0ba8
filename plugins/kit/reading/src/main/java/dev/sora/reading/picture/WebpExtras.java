// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads the metadata chunks of a WebP file. */
final class WebpExtras {

    private static final int HEADER = 12;
    private static final int EXIF = tag("EXIF");
    private static final int PROFILE = tag("ICCP");
    private static final int FRAME = tag("ANMF");

    private WebpExtras() {}

    static Extras read(byte[] array) {
        ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
        Extras extras = Extras.NONE;
        int frames = 0;
        int at = HEADER;
        while (at <= array.length - 8) {
            int tag = bytes.getInt(at);
            int length = bytes.getInt(at + 4);
            int from = at + 8;
            if (length < 0 || length > array.length - from) {
                break;
            }
            if (tag == EXIF) {
                // some writers put the EXIF header of JPEG before it
                int skip = PictureFormat.starts(slice(array, from), 0, 'E', 'x', 'i', 'f') ? 6 : 0;
                extras =
                        extras.withOrientation(
                                TiffTags.orientation(array, from + skip, length - skip));
            } else if (tag == PROFILE) {
                extras = extras.withProfile(Arrays.copyOfRange(array, from, from + length));
            } else if (tag == FRAME) {
                frames++;
            }
            // chunks begin at even positions
            at = from + length + (length & 1);
        }
        return extras.withFrames(Math.max(1, frames));
    }

    /** Returns whether the file is shorter than its header states. */
    static boolean isCut(byte[] array) {
        long said = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
        return array.length < HEADER + 8 || said + 8 > array.length;
    }

    private static byte[] slice(byte[] array, int from) {
        return Arrays.copyOfRange(array, from, Math.min(array.length, from + 4));
    }

    private static int tag(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }
}
