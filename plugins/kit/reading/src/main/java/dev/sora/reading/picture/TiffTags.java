// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The tags of a TIFF file, which is also the format of EXIF in all other formats (TIFF 6.0, Adobe,
 * 1992; EXIF 2.32, CIPA DC-008).
 */
final class TiffTags {

    private static final int KIND = 254;
    private static final int ORIENTATION = 274;
    private static final int PROFILE = 34675;
    private static final int ENTRY = 12;

    /** The greatest number of pages that are counted. */
    private static final int MOST_PAGES = 10_000;

    private final ByteBuffer bytes;
    private final byte[] array;

    private TiffTags(byte[] array, int from, int length) {
        this.array = Arrays.copyOfRange(array, from, Math.min(array.length, from + length));
        this.bytes = ByteBuffer.wrap(this.array);
        bytes.order(this.array[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Returns the orientation in an EXIF block; 1 if it has none or is damaged. */
    static int orientation(byte[] array, int from, int length) {
        try {
            TiffTags tags = new TiffTags(array, from, length);
            return tags.orientation(tags.first());
        } catch (RuntimeException e) {
            return 1;
        }
    }

    static Extras extras(byte[] array) {
        TiffTags tags = new TiffTags(array, 0, array.length);
        int directory = tags.first();
        return Extras.NONE
                .withOrientation(tags.orientation(directory))
                .withProfile(tags.profile(directory))
                .withFrames(tags.pages());
    }

    /** Returns whether the first page is a small preview of a larger picture, as in raw files. */
    static boolean isPreview(byte[] array) {
        try {
            TiffTags tags = new TiffTags(array, 0, array.length);
            int entry = tags.entry(tags.first(), KIND);
            return entry >= 0 && (tags.bytes.getInt(entry + 8) & 1) != 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private int first() {
        return bytes.getInt(4);
    }

    private int orientation(int directory) {
        int entry = entry(directory, ORIENTATION);
        if (entry < 0 || bytes.getInt(entry + 4) < 1) {
            return 1;
        }
        int value =
                switch (bytes.getShort(entry + 2)) {
                    case 1 -> bytes.get(entry + 8);
                    case 3 -> bytes.getShort(entry + 8);
                    case 4 -> bytes.getInt(entry + 8);
                    default -> 1;
                };
        return value < 1 || value > 8 ? 1 : value;
    }

    private byte[] profile(int directory) {
        int entry = entry(directory, PROFILE);
        if (entry < 0) {
            return Extras.NONE.profile();
        }
        int length = bytes.getInt(entry + 4);
        int from = bytes.getInt(entry + 8);
        if (length < 1 || from < 0 || from > array.length - length) {
            return Extras.NONE.profile();
        }
        return Arrays.copyOfRange(array, from, from + length);
    }

    private int pages() {
        int pages = 0;
        int directory = first();
        while (directory > 0 && directory < array.length - 2 && pages < MOST_PAGES) {
            pages++;
            int next = directory + 2 + (bytes.getShort(directory) & 0xffff) * ENTRY;
            // a directory that points back would cause an endless loop
            int following = next > array.length - 4 ? 0 : bytes.getInt(next);
            directory = following > directory ? following : 0;
        }
        return Math.max(1, pages);
    }

    /** Returns the position of the entry of a tag, or -1. */
    private int entry(int directory, int tag) {
        int count = bytes.getShort(directory) & 0xffff;
        for (int i = 0; i < count; i++) {
            int at = directory + 2 + i * ENTRY;
            if (at + ENTRY > array.length) {
                return -1;
            }
            if ((bytes.getShort(at) & 0xffff) == tag) {
                return at;
            }
        }
        return -1;
    }
}
