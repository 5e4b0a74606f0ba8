// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recognises archives by their first bytes, independently of their names. */
final class Archives {

    private static final int TAR_MARK = 257;

    private Archives() {}

    /** Returns whether a file begins like a zip, tar or gzip file. */
    static boolean looksLikeOne(Path file) {
        byte[] head = head(file);
        return isZip(head) || isGzip(head) || isTar(head);
    }

    /**
     * Returns whether an archive is a zip file, by its first bytes or, if these are not of a known
     * archive, by its name.
     */
    static boolean isZip(Place place) {
        byte[] head = Files.isRegularFile(place.file()) ? head(place.file()) : new byte[0];
        return isZip(head) || (place.isZip() && !isGzip(head) && !isTar(head));
    }

    private static byte[] head(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return Entries.head(stream);
        } catch (IOException e) {
            // reading the file will report why it cannot be read
            return new byte[0];
        }
    }

    private static boolean isZip(byte[] head) {
        return head.length > 3
                && head[0] == 'P'
                && head[1] == 'K'
                && (head[2] == 3 || head[2] == 5)
                && head[3] == head[2] + 1;
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    private static boolean isTar(byte[] head) {
        byte[] mark = "ustar".getBytes(StandardCharsets.US_ASCII);
        if (head.length < TAR_MARK + mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (head[TAR_MARK + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
