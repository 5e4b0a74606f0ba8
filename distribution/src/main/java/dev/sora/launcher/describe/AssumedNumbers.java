// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profile.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form of numbers that was assumed of a table because of what its columns hold. It is stated,
 * because a wrong one changes values: {@code 3,1} may also be a list of two.
 *
 * @param words how numbers are read
 * @param fix what to set if that is wrong
 */
record AssumedNumbers(String words, String fix) {

    private static final Map<String, String> SEPARATORS =
            Map.of("point", ".", "comma", ",", "space", " ", "apostrophe", "'");

    /** Returns the form; empty if it was not assumed, or is that of programs. */
    static Optional<AssumedNumbers> of(Description described) {
        if (described.kind() != Description.Kind.DATA || !Draft.isCsv(described)) {
            return Optional.empty();
        }
        Map<String, Object> source = described.train().source();
        boolean comma = "comma".equals(source.get("decimal"));
        String between = String.valueOf(source.get("thousands"));
        List<String> words = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        if (comma) {
            String value = example(described, "[-+]?\\d+\\.\\d+", "2.5");
            words.add("'%s' as %s".formatted(value.replace('.', ','), value));
            settings.add("'decimal: point'");
        }
        if (SEPARATORS.containsKey(between)) {
            String value = example(described, "[-+]?[1-9]\\d{3,}", "1234");
            String grouped = value.replaceAll("(?<=\\d)(?=(\\d{3})+$)", SEPARATORS.get(between));
            words.add("'%s' as %s".formatted(grouped, value));
            settings.add("'thousands: none'");
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new AssumedNumbers(
                                "numbers are read with assumed separators: "
                                        + String.join(" and ", words),
                                "if that is wrong, set %s of the source"
                                        .formatted(String.join(" and ", settings))));
    }

    /** Returns the first example of a form in the data; if there is none, the other one. */
    private static String example(Description described, String form, String other) {
        return described.train().profile().columns().stream()
                .flatMap(AssumedNumbers::numbers)
                .filter(text -> text.matches(form))
                .findFirst()
                .orElse(other);
    }

    private static Stream<String> numbers(ColumnProfile column) {
        return column.texts().stream()
                .flatMap(
                        texts ->
                                Stream.of(TextForm.NUMBER, TextForm.INTEGER)
                                        .flatMap(
                                                form ->
                                                        texts
                                                                .examples()
                                                                .getOrDefault(form, List.of())
                                                                .stream()));
    }
}
