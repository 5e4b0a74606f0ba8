// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import dev.sora.core.Model;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The records to generate for, and the outputs that generate.
 *
 * @param outputs the outputs that need no other columns than those that are set
 * @param records a record for each result
 * @param names what each record is called: its values, such as {@code 7}; empty if none are set
 */
public record Wishes(List<String> outputs, List<Map<String, String>> records, List<String> names) {

    /**
     * Reads the values that are set.
     *
     * @param set values by the name of a column, or of an input that reads one column; several are
     *     separated by commas
     * @param count the number of results for each combination of values
     */
    public static Wishes of(Model model, Map<String, String> set, int count) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        set.forEach((key, text) -> values.put(column(model, key), List.of(text.split(",", -1))));
        List<String> outputs =
                model.outputs().stream()
                        .filter(output -> values.keySet().containsAll(columns(model, output)))
                        .toList();
        if (outputs.isEmpty()) {
            throw lacking(model, values.keySet());
        }
        List<Map<String, String>> combinations = combinations(values);
        List<Map<String, String>> records = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Map<String, String> each : combinations) {
            for (int i = 0; i < count; i++) {
                records.add(each);
                names.add(String.join("-", each.values()));
            }
        }
        return new Wishes(outputs, records, names);
    }

    private static List<Map<String, String>> combinations(Map<String, List<String>> values) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> column : values.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> each : all) {
                for (String value : column.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(each);
                    more.put(column.getKey(), value);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    private static Set<String> columns(Model model, String node) {
        return model.columns(node).stream()
                .map(ColumnInfo::column)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String column(Model model, String key) {
        Set<String> known = new TreeSet<>();
        Map<String, Set<String>> byInput = new LinkedHashMap<>();
        for (ColumnInfo column : model.columns()) {
            known.add(column.column());
            byInput.computeIfAbsent(column.input(), input -> new LinkedHashSet<>())
                    .add(column.column());
        }
        if (known.contains(key)) {
            return key;
        }
        Set<String> own = byInput.getOrDefault(key, Set.of());
        if (own.size() == 1) {
            return own.iterator().next();
        }
        throw new SoraException(
                Problem.of("SORA-1004", "--set %s does not fit".formatted(key))
                        .needs("a column that the model reads: " + String.join(", ", known))
                        .have(key)
                        .fix("sora inspect shows what a model reads"));
    }

    private static SoraException lacking(Model model, Set<String> given) {
        Map<String, String> needs = new LinkedHashMap<>();
        for (String output : model.outputs()) {
            Set<String> missing = columns(model, output);
            missing.removeAll(given);
            needs.put(output, String.join(", ", missing));
        }
        return new SoraException(
                Problem.of("SORA-4721", "no output of the model can be computed from what is set")
                        .needs(
                                needs.entrySet().stream()
                                        .map(e -> "%s for '%s'".formatted(e.getValue(), e.getKey()))
                                        .collect(Collectors.joining("; ")))
                        .have(given.isEmpty() ? "no --set" : String.join(", ", given))
                        .fix(
                                "set the columns of one of them: --set %s=…"
                                        .formatted(
                                                needs.values().stream()
                                                        .min(
                                                                Comparator.comparingInt(
                                                                        String::length))
                                                        .orElse("COLUMN")
                                                        .split(", ")[0])));
    }
}
