// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads the metadata segments of a JPEG, before its image data. */
final class JpegExtras {

    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;
    private static final byte[] EXIF = "Exif\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

    private JpegExtras() {}

    static Extras read(byte[] bytes) {
        Extras extras = Extras.NONE;
        boolean turned = false;
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        int at = 2;
        while (at + 4 <= bytes.length) {
            if ((bytes[at] & 0xff) != 0xff) {
                // stray bytes: skip to the next marker, as decoders do
                at++;
                continue;
            }
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == START_OF_SCAN || marker == END) {
                break;
            }
            if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8)) {
                at += 2;
                continue;
            }
            int length = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
            int from = at + 4;
            int end = Math.min(bytes.length, at + 2 + length);
            if (marker == APP1 && !turned && starts(bytes, from, end, EXIF)) {
                turned = true;
                int tiff = from + EXIF.length + 1;
                extras = extras.withOrientation(TiffTags.orientation(bytes, tiff, end - tiff));
            } else if (marker == APP2 && starts(bytes, from, end, ICC)) {
                // a long profile is split into parts, each with its number and the number of parts
                int part = from + ICC.length + 2;
                profile.write(bytes, part, Math.max(0, end - part));
            } else if (isFrame(marker) && from + 5 < end) {
                extras = extras.withComponents(bytes[from + 5] & 0xff);
            }
            at += 2 + Math.max(2, length);
        }
        return extras.withProfile(profile.toByteArray());
    }

    /** Returns whether a marker starts a frame of any coding process. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    private static boolean starts(byte[] bytes, int from, int end, byte[] beginning) {
        if (end - from < beginning.length + 2) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (bytes[from + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
