// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Reads texts of workbooks: runs with one format each, in which control characters are escaped. */
final class SharedTexts {

    private static final long MOST_CHARACTERS = 1L << 28;
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private SharedTexts() {}

    static List<String> read(Path file, ZipFile zip, String name) throws IOException {
        List<String> texts = new ArrayList<>();
        long characters = 0;
        try (Part part = Part.open(zip, name)) {
            while (part.next()) {
                if (part.begins("si")) {
                    String text = runs(part, "si");
                    characters += text.length();
                    if (characters > MOST_CHARACTERS) {
                        throw SheetProblem.tooLarge(
                                file,
                                "more in shared texts",
                                "at most %,d characters".formatted(MOST_CHARACTERS));
                    }
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /** Returns the text of the current element, without phonetic hints. */
    static String runs(Part part, String element) throws IOException {
        StringBuilder text = new StringBuilder();
        while (part.next() && !part.ends(element)) {
            if (part.begins("rPh")) {
                part.skip();
            } else if (part.begins("t")) {
                text.append(part.text());
            }
        }
        return plain(text.toString());
    }

    /** Returns a text after resolving escapes, such as {@code _x000D_}. */
    static String plain(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPE.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        String.valueOf(
                                                (char) Integer.parseInt(found.group(1), 16))));
    }
}
