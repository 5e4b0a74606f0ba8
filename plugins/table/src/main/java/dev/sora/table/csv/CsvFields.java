// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.ColumnRange;
import dev.sora.data.TextForm;
import dev.sora.setting.Settings;
import dev.sora.source.TrainedOn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The fields in the rows of the training data, and how the pipeline uses them.
 *
 * @param settings the settings of the training data
 * @param read the columns that the pipeline's inputs read, and the keys of joined tables
 * @param targets the columns that only the pipeline's outputs read
 * @param partsOf the columns that each split field yields
 */
record CsvFields(
        Settings settings,
        Set<String> read,
        Set<String> targets,
        Map<String, List<String>> partsOf) {

    private static final Pattern UNNAMED = Pattern.compile("column([1-9]\\d{0,5})");

    static CsvFields of(TrainedOn trained) {
        Settings settings = trained.settings();
        Map<String, List<String>> partsOf = new LinkedHashMap<>();
        NamedSettings.of(settings, CsvType.PARTS)
                .forEach((f, text) -> partsOf.put(f, CsvLayout.groups(Pattern.compile(text))));
        Set<String> read = new LinkedHashSet<>(trained.names());
        read.addAll(keys(settings));
        return new CsvFields(settings, read, trained.targets(), partsOf);
    }

    private static List<String> keys(Settings settings) {
        return settings.find(CsvType.JOIN).orElse(List.of()).stream()
                .map(side -> TextForm.nameOf(side.get(JoinedTable.ON)))
                .toList();
    }

    /** Returns the key columns of joined tables. */
    List<String> keys() {
        return keys(settings);
    }

    /** Returns the columns that a split field yields. */
    List<String> parts(String field) {
        return partsOf.getOrDefault(field, List.of());
    }

    /**
     * Returns types of columns, with those that the pipeline does not read declared as texts: what
     * numbers mean in them need not be known.
     */
    Map<String, String> typed(List<String> fields, Map<String, String> types) {
        Map<String, String> typed = new LinkedHashMap<>(types);
        if (NumberForm.of(settings).isPresent()) {
            fields.stream()
                    .filter(field -> !field.isEmpty() && !partsOf.containsKey(field))
                    .filter(field -> !read.contains(field) && !targets.contains(field))
                    .forEach(field -> typed.putIfAbsent(field, "text"));
        }
        return typed;
    }

    /** Returns the possible lists of field names for a table without a header. */
    List<List<String>> choices() {
        List<String> all = settings.find(CsvType.COLUMNS).map(CsvFields::named).orElse(unnamed());
        List<String> untold = all.stream().filter(f -> !isTarget(f)).toList();
        List<String> needed = all.stream().filter(f -> isOf(f, read::contains)).toList();
        List<List<String>> choices = new ArrayList<>(List.of(all));
        boolean named = settings.find(CsvType.COLUMNS).isPresent();
        if (named || untold.equals(all.subList(0, untold.size()))) {
            choices.add(untold);
        }
        if (named) {
            choices.add(needed);
        }
        return choices.stream().distinct().filter(c -> !c.isEmpty()).toList();
    }

    /** Returns the field names for rows with a number of fields, if that number determines them. */
    Optional<List<String>> fitting(int width) {
        List<List<String>> choices = choices();
        boolean unnamed = settings.find(CsvType.COLUMNS).isEmpty();
        if (settings.find(CsvType.REST).isPresent()) {
            // with a column for all remaining fields, any width fits, so a missing field cannot be
            // detected
            return choices.stream()
                    .limit(1)
                    .filter(all -> all.size() <= width && all.stream().noneMatch(this::isTarget))
                    .findFirst();
        }
        return choices.stream()
                .filter(c -> c.size() == width || unnamed && c.size() < width)
                .findFirst();
    }

    /**
     * Returns generated names up to the last column that is read; empty if the file has a header.
     */
    private List<String> unnamed() {
        if (settings.find(CsvType.HEADER).orElse(true)) {
            return List.of();
        }
        Set<String> known = new LinkedHashSet<>(read);
        known.addAll(targets);
        int last =
                known.stream()
                        .map(UNNAMED::matcher)
                        .filter(Matcher::matches)
                        .mapToInt(name -> Integer.parseInt(name.group(1)))
                        .max()
                        .orElse(0);
        return IntStream.rangeClosed(1, last).mapToObj(i -> "column" + i).toList();
    }

    /**
     * Returns the targets among the last fields. Rows with these fields and rows without them look
     * alike, because any number of fields may come before.
     */
    List<String> lastTargets() {
        return settings.find(CsvType.LAST).orElse(List.of()).stream()
                .map(TextForm::nameOf)
                .filter(this::isTarget)
                .toList();
    }

    private static List<String> named(List<String> columns) {
        return ColumnRange.expand(columns).stream().map(TextForm::nameOf).toList();
    }

    private boolean isTarget(String field) {
        return !isOf(field, read::contains) && isOf(field, targets::contains);
    }

    private boolean isOf(String field, Predicate<String> wanted) {
        return wanted.test(field) || parts(field).stream().anyMatch(wanted);
    }
}
