// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.util.Map;

/** How the data set and the pixels of a file are stored (PS3.5, annex A). */
enum TransferSyntax {
    IMPLICIT,
    EXPLICIT,
    BIG_ENDIAN,
    DEFLATED,
    RLE,
    JPEG,
    JPEG_LOSSLESS,
    JPEG_LS,
    JPEG_2000,
    OTHER;

    private static final String ROOT = "1.2.840.10008.1.2";

    private static final Map<String, TransferSyntax> KNOWN =
            Map.ofEntries(
                    Map.entry("", IMPLICIT),
                    Map.entry(".1", EXPLICIT),
                    Map.entry(".1.98", EXPLICIT),
                    Map.entry(".1.99", DEFLATED),
                    Map.entry(".2", BIG_ENDIAN),
                    Map.entry(".4.50", JPEG),
                    Map.entry(".4.51", JPEG),
                    Map.entry(".4.57", JPEG_LOSSLESS),
                    Map.entry(".4.70", JPEG_LOSSLESS),
                    Map.entry(".4.80", JPEG_LS),
                    Map.entry(".4.81", JPEG_LS),
                    Map.entry(".4.90", JPEG_2000),
                    Map.entry(".4.91", JPEG_2000),
                    Map.entry(".5", RLE));

    /** The forms that are read, for messages. */
    static final String READ = "uncompressed, deflated, RLE, JPEG, lossless JPEG or JPEG-LS pixels";

    /** Returns the syntax of an identifier. Other syntaxes have explicit representations. */
    static TransferSyntax of(String identifier) {
        return identifier.startsWith(ROOT)
                ? KNOWN.getOrDefault(identifier.substring(ROOT.length()), OTHER)
                : OTHER;
    }

    boolean isExplicit() {
        return this != IMPLICIT;
    }
}
