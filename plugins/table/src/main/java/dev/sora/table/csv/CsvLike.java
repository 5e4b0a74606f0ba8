// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.ColumnType;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Place;
import dev.sora.reading.text.FileProblem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.TrainedOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Derives the settings of a table that a user names for prediction from those of the training data.
 * If the first row names the columns, the names decide. Otherwise the number of fields decides: it
 * matches the columns with or without the targets.
 */
final class CsvLike {

    private static final int LOOKED_AT = 20;
    private static final int LEAST = 3;
    private static final int SHOWN = 12;

    private final Path input;
    private final TrainedOn trained;
    private final Settings settings;
    private final CsvFields fields;

    private CsvLike(Path input, TrainedOn trained) {
        this.input = input;
        this.trained = trained;
        this.settings = trained.settings();
        this.fields = CsvFields.of(trained);
    }

    /**
     * Returns settings for a table; empty if the file name is not that of a table.
     *
     * @throws DataException if columns are missing or cannot be identified
     */
    static Optional<Map<String, Object>> settings(Path input, TrainedOn trained) {
        Place place = Place.of(input);
        boolean alike =
                CsvGuess.isTable(place)
                        || ending(place).equals(ending(CsvType.place(trained.settings())));
        if (trained.wanted().isEmpty() || !Files.isRegularFile(place.file()) || !alike) {
            return Optional.empty();
        }
        return Optional.of(new CsvLike(input, trained).find());
    }

    private static String ending(Place place) {
        return place.kind().contains(".")
                ? place.kind().substring(place.kind().lastIndexOf("."))
                : "";
    }

    private Map<String, Object> find() {
        if (!fields.lastTargets().isEmpty()) {
            throw untold(fields.lastTargets());
        }
        String own = CsvFormat.of(settings).delimiter();
        Set<String> delimiters = new LinkedHashSet<>(List.of(own));
        delimiters.addAll(CsvGuess.delimiters(Place.of(input)));
        for (String delimiter : delimiters) {
            Optional<Map<String, Object>> named = byNames(raw(delimiter));
            if (named.isPresent()) {
                TrainedNumbers.check(input, format(named.get()), trained);
                return named.get();
            }
        }
        Map<String, Object> raw = raw(own);
        List<List<String>> rows = Head.of(format(raw), LOOKED_AT, true).rows();
        if (rows.isEmpty()) {
            throw FileProblem.empty(input.toString(), "a row at least");
        }
        int width = rows.get(0).size();
        // lines of text contain delimiters too, and a few of them may happen to have equal widths
        boolean table =
                trained.names().size() > 1
                        || trained.wanted().get(0).type() != ColumnType.TEXT
                        || !isNamedAsText()
                                && width > 1
                                && rows.size() >= LEAST
                                && rows.stream().allMatch(row -> row.size() == width);
        return Optional.of(width)
                .filter(w -> table)
                .flatMap(fields::fitting)
                .filter(columns -> !Header.names(rows.get(0), trained.names()))
                .map(columns -> byPlace(raw, columns))
                .orElseThrow(() -> lacking(closest(rows.get(0), delimiters)));
    }

    /**
     * Returns the fields of the first row between the delimiter with which it names most of the
     * wanted columns.
     *
     * @param own the fields between the delimiter of the training data, which is taken in doubt
     */
    private List<String> closest(List<String> own, Set<String> delimiters) {
        List<String> closest = own;
        long most = named(own);
        for (String delimiter : delimiters) {
            try {
                List<String> row = Head.of(format(raw(delimiter)), 1, true).first();
                if (named(row) > most) {
                    most = named(row);
                    closest = row;
                }
            } catch (DataException e) {
                // the row cannot be read with this delimiter
                continue;
            }
        }
        return closest;
    }

    private long named(List<String> row) {
        List<String> names = row.stream().map(TextForm::nameOf).toList();
        return trained.names().stream().filter(names::contains).count();
    }

    /** Returns whether the file is named like a plain text file and the training data was not. */
    private boolean isNamedAsText() {
        String ending = ending(Place.of(input));
        return ending.equals(".txt") && !ending.equals(ending(CsvType.place(settings)));
    }

    /** Returns the settings of the training data without the file. */
    private Map<String, Object> raw(String delimiter) {
        Map<String, Object> raw = new LinkedHashMap<>(settings.asMap());
        raw.remove(CsvType.LIMIT.name());
        raw.put(CsvType.PATH.name(), input);
        raw.put(CsvType.DELIMITER.name(), delimiter);
        return raw;
    }

    private static CsvFormat format(Map<String, Object> raw) {
        return CsvFormat.of(Settings.of(new CsvType().descriptor().settings(), raw));
    }

    /** Reads the first row as names, if it contains all wanted names. */
    private Optional<Map<String, Object>> byNames(Map<String, Object> raw) {
        if (raw.containsKey(CsvType.REST.name()) && raw.containsKey(CsvType.COLUMNS.name())) {
            // any row has enough fields to name some columns and leave the rest
            return Optional.empty();
        }
        try {
            List<String> names =
                    Head.of(format(raw), 1, true).first().stream().map(TextForm::nameOf).toList();
            raw.put(CsvType.HEADER.name(), true);
            raw.remove(CsvType.COLUMNS.name());
            keep(raw, names);
            return names.containsAll(fields.keys())
                            && schema(raw, names).containsAll(trained.names())
                    ? Optional.of(raw)
                    : Optional.empty();
        } catch (DataException e) {
            // the fields are not names, or another delimiter separates them
            return Optional.empty();
        }
    }

    private List<String> schema(Map<String, Object> raw, List<String> names) {
        Settings read = Settings.of(new CsvType().descriptor().settings(), raw);
        if (read.find(CsvType.JOIN).isEmpty()) {
            return JoinedTable.names(CsvLayout.of(read, names).schema());
        }
        try (DataSource open = new CsvType().open(read)) {
            return JoinedTable.names(open.schema());
        }
    }

    private Map<String, Object> byPlace(Map<String, Object> raw, List<String> columns) {
        // without the setting, the columns have numbered names, in training as well
        if (raw.containsKey(CsvType.COLUMNS.name())) {
            raw.put(CsvType.COLUMNS.name(), columns);
        }
        keep(raw, columns);
        TrainedNumbers.check(input, format(raw), columns, trained);
        return raw;
    }

    /** Removes settings for columns that the table does not have. */
    private void keep(Map<String, Object> raw, List<String> names) {
        Set<String> parts = new LinkedHashSet<>(names);
        names.forEach(name -> parts.addAll(fields.parts(name)));
        settings.find(CsvType.REST).ifPresent(parts::add);
        parts.addAll(settings.find(CsvType.LAST).orElse(List.of()));
        keep(raw, CsvType.PARTS, names);
        keep(raw, CsvType.TRIM_END, parts);
        raw.put(CsvType.TYPES.name(), fields.typed(names, kept(CsvType.TYPES, parts)));
    }

    private void keep(
            Map<String, Object> raw,
            Setting<Map<String, String>> setting,
            Collection<String> names) {
        raw.put(setting.name(), kept(setting, names));
    }

    private Map<String, String> kept(
            Setting<Map<String, String>> setting, Collection<String> names) {
        Map<String, String> kept = NamedSettings.of(settings, setting);
        kept.keySet().retainAll(names);
        return kept;
    }

    private DataException untold(List<String> targets) {
        return new DataException(
                Problem.of("SORA-4227", "the rows do not tell whether they end with a target")
                        .where(input.toString())
                        .needs("a form in which records with and without a target differ")
                        .have(
                                "a table whose 'rest' takes any number of fields before "
                                        + listed(targets))
                        .fix("give the records as lines of JSON, with " + listed(trained.names())));
    }

    private DataException lacking(List<String> first) {
        List<String> needs = new ArrayList<>();
        needs.add("a first row that names " + listed(trained.names()));
        fields.choices()
                .forEach(
                        choice ->
                                needs.add(
                                        choice.size()
                                                + (choice.size() == 1 ? " column: " : " columns: ")
                                                + listed(choice)));
        return new DataException(
                Problem.of("SORA-4227", "the table lacks columns that the pipeline reads")
                        .where(input.toString())
                        .needs(String.join("; or ", needs))
                        .have(
                                "%d column%s: %s"
                                        .formatted(
                                                first.size(),
                                                first.size() == 1 ? "" : "s",
                                                listed(first)))
                        .fix(fix(first)));
    }

    private String fix(List<String> first) {
        String renamed =
                trained.names().stream()
                        .filter(name -> !first.contains(name))
                        .flatMap(
                                name ->
                                        first.stream()
                                                .filter(f -> f.strip().equalsIgnoreCase(name))
                                                .map(f -> "'%s' to '%s'".formatted(f, name)))
                        .limit(SHOWN)
                        .collect(Collectors.joining(", "));
        if (!renamed.isEmpty()) {
            return "rename " + renamed;
        }
        return fields.choices().isEmpty()
                ? "name all needed columns in the first row; other columns are allowed"
                : "give the columns of the training data, in its order, or name them in the first"
                        + " row";
    }

    private static String listed(List<String> names) {
        List<String> shown =
                names.stream()
                        .limit(SHOWN)
                        .map(n -> n.length() > 40 ? n.substring(0, 40) + "…" : n)
                        .toList();
        return String.join(", ", shown) + (names.size() > SHOWN ? ", …" : "");
    }
}
