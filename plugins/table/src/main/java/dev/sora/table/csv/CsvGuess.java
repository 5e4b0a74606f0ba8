// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.problem.DataException;
import dev.sora.reading.Place;
import dev.sora.setting.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Guesses the settings of a table that a user names for prediction. */
public final class CsvGuess {

    private static final List<String> DELIMITERS = List.of(",", "\t", ";", "|");

    private CsvGuess() {}

    /**
     * Returns settings with which the first row of the file names all wanted columns, if there are
     * any.
     */
    public static Optional<Map<String, Object>> settings(Path input, List<Column> wanted) {
        Place place = Place.of(input);
        if (wanted.isEmpty() || !Files.isRegularFile(place.file()) || !isTable(place)) {
            return Optional.empty();
        }
        List<String> names = wanted.stream().map(Column::name).distinct().toList();
        for (String delimiter : delimiters(place)) {
            Map<String, Object> raw = new LinkedHashMap<>();
            raw.put(CsvType.PATH.name(), input.toString());
            raw.put(CsvType.DELIMITER.name(), delimiter);
            raw.put(CsvType.HEADER.name(), true);
            if (header(raw).containsAll(names)) {
                Map<String, Object> types = new LinkedHashMap<>();
                for (Column column : wanted) {
                    // inputs read texts; images, vectors and other types must be declared
                    if (column.type() != ColumnType.TEXT) {
                        types.put(column.name(), column.type().name().toLowerCase(Locale.ROOT));
                    }
                }
                if (types.containsValue("nested")) {
                    return Optional.empty();
                }
                if (!types.isEmpty()) {
                    raw.put(CsvType.TYPES.name(), types);
                }
                return Optional.of(raw);
            }
        }
        return Optional.empty();
    }

    /** Returns whether the first row of the file holds all names, in any letters. */
    public static boolean isNamed(Path input, Collection<String> names) {
        Place place = Place.of(input);
        return isTable(place)
                && delimiters(place).stream()
                        .map(
                                delimiter ->
                                        header(
                                                Map.of(
                                                        CsvType.PATH.name(),
                                                        input.toString(),
                                                        CsvType.DELIMITER.name(),
                                                        delimiter,
                                                        CsvType.HEADER.name(),
                                                        true)))
                        .anyMatch(row -> Header.names(row, names));
    }

    static boolean isTable(Place place) {
        String kind = place.kind();
        boolean spooled =
                place.toString().toLowerCase(Locale.ROOT).endsWith(".gz") && !kind.contains(".");
        return kind.endsWith(".csv") || kind.endsWith(".txt") || CsvFormat.tabs(kind) || spooled;
    }

    static List<String> delimiters(Place place) {
        return CsvFormat.tabs(place.kind()) ? List.of("\t", ",", ";", "|") : DELIMITERS;
    }

    private static List<String> header(Map<String, Object> raw) {
        try {
            return Head.of(
                            CsvFormat.of(Settings.of(new CsvType().descriptor().settings(), raw)),
                            1,
                            true)
                    .first();
        } catch (DataException e) {
            return List.of();
        }
    }
}
