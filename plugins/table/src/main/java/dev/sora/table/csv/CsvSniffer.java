// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.problem.DataException;
import dev.sora.reading.Place;
import dev.sora.reading.text.FirstBytes;
import dev.sora.setting.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detects the format of an unknown table: its encoding, delimiter and quoting, how it writes
 * numbers, and whether the first row names the columns.
 */
final class CsvSniffer {

    private static final int ROWS = 300;
    private static final double CONSISTENT = 0.98;
    private static final List<String> DELIMITERS = List.of(",", "\t", ";", "|", "::");
    private static final Map<String, String> WORDS =
            Map.of("\t", "tab", ";", "semicolon", "|", "bar", "::", "::");

    private final Place place;
    private final Map<String, Object> base = new LinkedHashMap<>();

    private CsvSniffer(Path input) {
        place = Place.of(input);
        base.put(CsvType.PATH.name(), input.toString());
    }

    /** A candidate format and how well it fits. */
    private record Attempt(
            String delimiter, boolean quoted, List<List<String>> rows, double equal, double typed) {

        int width() {
            return rows.isEmpty() ? 0 : rows.get(0).size();
        }
    }

    /** Returns settings that read a table; empty if the file is not a table. */
    static Optional<Map<String, Object>> settings(Path input) {
        Place place = Place.of(input);
        if (!Files.isRegularFile(place.file()) || !isNamedLikeOne(place)) {
            return Optional.empty();
        }
        return new CsvSniffer(input).find();
    }

    private static boolean isNamedLikeOne(Place place) {
        return CsvGuess.isTable(place)
                || List.of(".data", ".dat").stream().anyMatch(place.kind()::endsWith);
    }

    private Optional<Map<String, Object>> find() {
        FirstBytes first = FirstBytes.of(place);
        if (first.isBinary()) {
            return Optional.empty();
        }
        if (!first.encoding().isEmpty()) {
            base.put(CsvType.ENCODING.name(), first.encoding());
        }
        if (first.text().startsWith("#")) {
            base.put(CsvType.COMMENT.name(), "#");
        }
        boolean surely = place.kind().endsWith(".csv") || CsvFormat.tabs(place.kind());
        Attempt best = null;
        for (String delimiter : DELIMITERS) {
            if (first.text().contains(delimiter)) {
                Attempt attempt = attempt(delimiter);
                if (attempt.equal >= CONSISTENT
                        && attempt.width() > 1
                        && (best == null || isBetter(attempt, best))) {
                    best = attempt;
                }
            }
        }
        if (best == null && !surely) {
            return Optional.empty();
        }
        return Optional.of(settings(best == null ? attempt(own()) : best));
    }

    private String own() {
        return CsvFormat.tabs(place.kind()) ? "\t" : ",";
    }

    /**
     * Compares candidates: numeric and short fields are stronger evidence than a larger number of
     * fields.
     */
    private static boolean isBetter(Attempt one, Attempt other) {
        double more = one.typed - other.typed;
        return Math.abs(more) > 0.2 ? more > 0 : one.width() > other.width();
    }

    private Attempt attempt(String delimiter) {
        List<List<String>> quoted = rows(delimiter, true);
        if (!quoted.isEmpty()) {
            Attempt with = measured(delimiter, true, quoted);
            if (with.equal >= CONSISTENT) {
                return with;
            }
        }
        Attempt without = measured(delimiter, false, rows(delimiter, false));
        return quoted.isEmpty() || without.equal >= CONSISTENT
                ? without
                : measured(delimiter, true, quoted);
    }

    private List<List<String>> rows(String delimiter, boolean quoted) {
        Map<String, Object> raw = new LinkedHashMap<>(base);
        raw.put(CsvType.DELIMITER.name(), delimiter);
        if (!quoted) {
            raw.put(CsvType.QUOTE.name(), "none");
        }
        try {
            return Names.first(
                    CsvFormat.of(Settings.of(new CsvType().descriptor().settings(), raw)), ROWS);
        } catch (DataException e) {
            // an unclosed quote or an unreadable file; the error is reported when the file is
            // opened
            return List.of();
        }
    }

    private static Attempt measured(String delimiter, boolean quoted, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return new Attempt(delimiter, quoted, rows, 0, 0);
        }
        int width = rows.get(0).size();
        long equal = rows.stream().filter(row -> row.size() == width).count();
        long fields = 0;
        long typed = 0;
        for (List<String> row : rows) {
            fields += row.size();
            typed += row.stream().filter(Fields::isPlain).count();
        }
        return new Attempt(
                delimiter, quoted, rows, (double) equal / rows.size(), (double) typed / fields);
    }

    private Map<String, Object> settings(Attempt found) {
        Map<String, Object> raw = new LinkedHashMap<>(base);
        if (!found.delimiter.equals(own())) {
            raw.put(CsvType.DELIMITER.name(), WORDS.getOrDefault(found.delimiter, found.delimiter));
        }
        if (!found.quoted) {
            raw.put(CsvType.QUOTE.name(), "none");
        }
        if (found.rows.isEmpty()) {
            return raw;
        }
        boolean named = Header.isOne(found.rows);
        List<List<String>> body = named ? found.rows.subList(1, found.rows.size()) : found.rows;
        if (!named) {
            raw.put(CsvType.HEADER.name(), false);
        } else if (Header.repeats(found.rows.get(0))) {
            raw.put(CsvType.COLUMNS.name(), new ArrayList<>(Header.unique(found.rows.get(0))));
            raw.put(CsvType.HEADER.name(), true);
        }
        raw.putAll(NumberGuess.settings(body, found.delimiter.equals(",")));
        return raw;
    }
}
