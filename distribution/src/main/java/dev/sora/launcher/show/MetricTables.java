// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.metrics.Metrics;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Formats metrics as tables. */
public final class MetricTables {

    /** The largest number of classes in a table; with more, only the report shows them. */
    private static final int FEW_CLASSES = 12;

    private static final String TEST = "test";

    private MetricTables() {}

    /**
     * Returns a table of one number for each metric and split.
     *
     * @param colour whether to use colours
     */
    public static String summary(Metrics<Double> metrics, boolean colour) {
        List<String> splits =
                metrics.splits().stream().filter(s -> !metrics.split(s).isEmpty()).toList();
        List<String> tables = new ArrayList<>();
        for (String output : metrics.outputs()) {
            List<String> head = new ArrayList<>(List.of(output));
            splits.forEach(split -> head.add(">" + split));
            Table table = new Table(head);
            Set<String> names = new LinkedHashSet<>();
            splits.forEach(split -> names.addAll(metrics.of(split, output).keySet()));
            for (String name : names) {
                List<String> row = new ArrayList<>(List.of(name));
                splits.forEach(
                        split ->
                                row.add(
                                        metrics.find(split, output, name)
                                                .map(Words::figure)
                                                .orElse("")));
                table.row(row);
            }
            tables.add(table.render(colour));
        }
        return String.join("\n\n", tables);
    }

    /**
     * Returns a table of the metrics of the test data that have a number for each class; empty if
     * there are none or too many classes.
     *
     * @param colour whether to use colours
     */
    public static String byClass(Metrics<MetricResult> results, boolean colour) {
        List<String> tables = new ArrayList<>();
        for (String output : results.outputs()) {
            Map<String, Map<String, Double>> found = new LinkedHashMap<>();
            Set<String> classes = new LinkedHashSet<>();
            results.of(TEST, output)
                    .forEach(
                            (name, result) -> {
                                if (result instanceof MetricResult.ByClass each) {
                                    found.put(name, each.classes());
                                    classes.addAll(each.classes().keySet());
                                }
                            });
            if (!found.isEmpty() && classes.size() <= FEW_CLASSES) {
                tables.add(table(output, found, classes).render(colour));
            }
        }
        return String.join("\n\n", tables);
    }

    private static Table table(
            String output, Map<String, Map<String, Double>> found, Set<String> classes) {
        List<String> head = new ArrayList<>(List.of(output));
        found.keySet().forEach(name -> head.add(">" + name));
        Table table = new Table(head);
        for (String label : classes) {
            List<String> row = new ArrayList<>(List.of(label));
            found.values()
                    .forEach(
                            values ->
                                    row.add(
                                            values.containsKey(label)
                                                    ? Words.figure(values.get(label))
                                                    : ""));
            table.row(row);
        }
        return table;
    }

    /**
     * Returns the values of the test data that are not a single number: numbers by class, and
     * tables of counts.
     */
    public static Map<String, Map<String, Object>> details(Metrics<MetricResult> results) {
        return results.map(MetricTables::detail).tree().getOrDefault(TEST, Map.of());
    }

    /**
     * Returns the notes on metrics, one on each line: why a value is undefined, or by which
     * convention it is computed. Empty if there are none.
     */
    public static String notes(Metrics<MetricResult> results) {
        List<String> lines = new ArrayList<>();
        results.map(MetricResult::note)
                .forEach(
                        (key, note) ->
                                lines.add(
                                        "%s of '%s', %s: %s"
                                                .formatted(
                                                        key.metric(),
                                                        key.output(),
                                                        key.split(),
                                                        note)));
        return String.join("\n", lines);
    }

    /** Returns the notes on metrics by split, output and metric. */
    public static Map<String, Map<String, Map<String, String>>> notesTree(
            Metrics<MetricResult> results) {
        Map<String, Map<String, Map<String, String>>> tree = results.map(MetricResult::note).tree();
        tree.values().removeIf(Map::isEmpty);
        return tree;
    }

    private static Optional<Object> detail(MetricResult result) {
        if (result instanceof MetricResult.ByClass each) {
            return Optional.of(each.classes());
        }
        if (result instanceof MetricResult.Table table) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("labels", table.labels());
            tree.put("counts", table.counts());
            return Optional.of(tree);
        }
        return Optional.empty();
    }
}
