// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The character sets of texts (PS3.3, C.12.1.1.2). */
final class CharacterSets {

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("ISO_IR 100", "ISO-8859-1"),
                    Map.entry("ISO_IR 101", "ISO-8859-2"),
                    Map.entry("ISO_IR 109", "ISO-8859-3"),
                    Map.entry("ISO_IR 110", "ISO-8859-4"),
                    Map.entry("ISO_IR 126", "ISO-8859-7"),
                    Map.entry("ISO_IR 127", "ISO-8859-6"),
                    Map.entry("ISO_IR 138", "ISO-8859-8"),
                    Map.entry("ISO_IR 144", "ISO-8859-5"),
                    Map.entry("ISO_IR 148", "ISO-8859-9"),
                    Map.entry("ISO_IR 13", "Shift_JIS"),
                    Map.entry("ISO_IR 166", "TIS-620"),
                    Map.entry("ISO_IR 192", "UTF-8"),
                    Map.entry("GB18030", "GB18030"),
                    Map.entry("GBK", "GBK"),
                    Map.entry("ISO 2022 IR 87", "ISO-2022-JP"),
                    Map.entry("ISO 2022 IR 149", "ISO-2022-KR"));

    private CharacterSets() {}

    /** Returns the character set of a value of Specific Character Set; Latin 1 for any other. */
    static Charset of(String value) {
        String[] values = value.split("\\\\");
        String name = NAMES.get(values[values.length - 1].strip());
        return name != null && Charset.isSupported(name)
                ? Charset.forName(name)
                : StandardCharsets.ISO_8859_1;
    }
}
