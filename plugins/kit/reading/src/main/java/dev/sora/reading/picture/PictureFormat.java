// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.reading.dicom.DicomFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The readable picture formats, recognised by their first bytes, not by names of files. */
enum PictureFormat {
    PNG("png"),
    JPEG("jpeg"),
    GIF("gif"),
    BMP("bmp"),
    TIFF("tiff"),
    WEBP("webp"),
    PORTABLE("pnm"),
    DICOM("dicom");

    /** The readable formats, for messages. */
    static final String ALL = "PNG, JPEG, WebP, TIFF, GIF, BMP, PBM, PGM, PPM or DICOM";

    private final String reader;

    PictureFormat(String reader) {
        this.reader = reader;
    }

    /** Returns the name of the format in the registry of Java. */
    String reader() {
        return reader;
    }

    /** Returns the format of a file by its first bytes; empty if it is none of these. */
    static Optional<PictureFormat> of(byte[] bytes) {
        // a preamble may begin like a TIFF, so that both kinds of viewers read the file
        if (starts(bytes, 128, 'D', 'I', 'C', 'M')) {
            return Optional.of(DICOM);
        }
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return Optional.of(PNG);
        }
        if (starts(bytes, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of(JPEG);
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
            return Optional.of(GIF);
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(WEBP);
        }
        if (isTiff(bytes) && !starts(bytes, 8, 'C', 'R')) {
            return Optional.of(TIFF);
        }
        if (PortablePicture.is(bytes)) {
            return Optional.of(PORTABLE);
        }
        // two letters are too weak a signature; the four bytes after the size are always 0
        if (starts(bytes, 0, 'B', 'M') && starts(bytes, 6, 0, 0, 0, 0)) {
            return Optional.of(BMP);
        }
        return DicomFile.is(bytes) ? Optional.of(DICOM) : Optional.empty();
    }

    /** Returns the name of a format of pictures or documents that is not read. */
    static Optional<String> foreign(byte[] bytes) {
        if (starts(bytes, 4, 'f', 't', 'y', 'p')) {
            String brand = text(bytes, 8, 4);
            return Optional.of(
                    brand.startsWith("avi")
                            ? "AVIF"
                            : brand.startsWith("he")
                                            || brand.startsWith("mif")
                                            || brand.equals("msf1")
                                    ? "HEIC"
                                    : brand.startsWith("crx") ? "a camera's raw format" : "video");
        }
        if (starts(bytes, 0, '8', 'B', 'P', 'S')) {
            return Optional.of("PSD");
        }
        if (starts(bytes, 0, 0, 0, 0, 0x0c, 'j', 'P') || starts(bytes, 0, 0xff, 0x4f, 0xff, 0x51)) {
            return Optional.of("JPEG 2000");
        }
        if (starts(bytes, 0, 0, 0, 0, 0x0c, 'J', 'X', 'L') || starts(bytes, 0, 0xff, 0x0a)) {
            return Optional.of("JPEG XL");
        }
        if (starts(bytes, 0, 0, 0, 1, 0)) {
            return Optional.of("ICO");
        }
        if (starts(bytes, 0, 'v', '/', '1', 1)) {
            return Optional.of("OpenEXR");
        }
        if (starts(bytes, 0, '%', 'P', 'D', 'F')) {
            return Optional.of("PDF");
        }
        if (isTiff(bytes) || starts(bytes, 0, 'F', 'U', 'J', 'I', 'F', 'I', 'L', 'M')) {
            return Optional.of("a camera's raw format");
        }
        return markup(bytes);
    }

    private static Optional<String> markup(byte[] bytes) {
        String text = text(bytes, 0, 1024).toLowerCase(Locale.ROOT);
        String start = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
        start = start.stripLeading();
        if (start.startsWith("<svg") || (start.startsWith("<?xml") && start.contains("<svg"))) {
            return Optional.of("SVG");
        }
        return start.startsWith("<!doctype html") || start.startsWith("<html")
                ? Optional.of("HTML")
                : Optional.empty();
    }

    private static boolean isTiff(byte[] bytes) {
        return starts(bytes, 0, 'I', 'I', 42, 0) || starts(bytes, 0, 'M', 'M', 0, 42);
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = Math.min(bytes.length, from + length);
        return from >= end ? "" : new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    static boolean starts(byte[] bytes, int from, int... beginning) {
        if (bytes.length < from + beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if ((bytes[from + i] & 0xff) != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
