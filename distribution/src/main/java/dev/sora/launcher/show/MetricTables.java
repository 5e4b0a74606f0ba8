// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Formats metrics as tables. */
public final class MetricTables {

    /** The largest number of classes in a table; with more, only the report shows them. */
    private static final int FEW_CLASSES = 12;

    private MetricTables() {}

    /**
     * Returns a table of one number for each metric and split.
     *
     * @param metrics by split, output and metric
     * @param colour whether to use colours
     */
    public static String summary(
            Map<String, Map<String, Map<String, Double>>> metrics, boolean colour) {
        List<String> parts =
                metrics.entrySet().stream()
                        .filter(part -> !part.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        Set<String> outputs = new LinkedHashSet<>();
        parts.forEach(part -> outputs.addAll(metrics.get(part).keySet()));
        List<String> tables = new ArrayList<>();
        for (String output : outputs) {
            List<String> head = new ArrayList<>(List.of(output));
            parts.forEach(part -> head.add(">" + part));
            Table table = new Table(head);
            Set<String> names = new LinkedHashSet<>();
            parts.forEach(
                    part ->
                            names.addAll(
                                    metrics.get(part).getOrDefault(output, Map.of()).keySet()));
            for (String name : names) {
                List<String> row = new ArrayList<>(List.of(name));
                for (String part : parts) {
                    Double value = metrics.get(part).getOrDefault(output, Map.of()).get(name);
                    row.add(value == null ? "" : Words.figure(value));
                }
                table.row(row);
            }
            tables.add(table.render(colour));
        }
        return String.join("\n\n", tables);
    }

    /**
     * Returns a table of the metrics that have a number for each class; empty if there are none or
     * too many classes.
     *
     * @param results by output and metric
     * @param colour whether to use colours
     */
    public static String byClass(Map<String, Map<String, MetricResult>> results, boolean colour) {
        List<String> tables = new ArrayList<>();
        results.forEach(
                (output, metrics) -> {
                    Map<String, Map<String, Double>> found = new LinkedHashMap<>();
                    Set<String> classes = new LinkedHashSet<>();
                    metrics.forEach(
                            (name, result) -> {
                                if (result instanceof MetricResult.ByClass each) {
                                    found.put(name, each.classes());
                                    classes.addAll(each.classes().keySet());
                                }
                            });
                    if (!found.isEmpty() && classes.size() <= FEW_CLASSES) {
                        tables.add(table(output, found, classes).render(colour));
                    }
                });
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
     * Returns one number for each metric, as in the file of metrics; metrics that are tables have
     * none.
     *
     * @param results by output and metric
     */
    public static Map<String, Map<String, Double>> numbers(
            Map<String, Map<String, MetricResult>> results) {
        Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
        results.forEach(
                (output, metrics) -> {
                    Map<String, Double> values = new LinkedHashMap<>();
                    metrics.forEach(
                            (name, result) -> {
                                if (result instanceof MetricResult.Number number) {
                                    values.put(name, number.value());
                                } else if (result instanceof MetricResult.ByClass each) {
                                    values.put(name, each.value());
                                }
                            });
                    numbers.put(output, values);
                });
        return numbers;
    }

    /** Returns the values that are not a single number: numbers by class, and tables of counts. */
    public static Map<String, Map<String, Object>> details(
            Map<String, Map<String, MetricResult>> results) {
        Map<String, Map<String, Object>> details = new LinkedHashMap<>();
        results.forEach(
                (output, metrics) ->
                        metrics.forEach(
                                (name, result) -> {
                                    Object detail = detail(result);
                                    if (detail != null) {
                                        details.computeIfAbsent(
                                                        output, key -> new LinkedHashMap<>())
                                                .put(name, detail);
                                    }
                                }));
        return details;
    }

    /**
     * Returns the notes on metrics, one on each line: why a value is undefined, or by which
     * convention it is computed. Empty if there are none.
     *
     * @param results by split, output and metric
     */
    public static String notes(Map<String, Map<String, Map<String, MetricResult>>> results) {
        List<String> lines = new ArrayList<>();
        notesTree(results)
                .forEach(
                        (part, outputs) ->
                                outputs.forEach(
                                        (output, notes) ->
                                                notes.forEach(
                                                        (metric, note) ->
                                                                lines.add(
                                                                        "%s of '%s', %s: %s"
                                                                                .formatted(
                                                                                        metric,
                                                                                        output,
                                                                                        part,
                                                                                        note)))));
        return String.join("\n", lines);
    }

    /** Returns the notes on metrics by split, output and metric. */
    public static Map<String, Map<String, Map<String, String>>> notesTree(
            Map<String, Map<String, Map<String, MetricResult>>> results) {
        Map<String, Map<String, Map<String, String>>> tree = new LinkedHashMap<>();
        results.forEach(
                (part, outputs) -> {
                    Map<String, Map<String, String>> notes = FlatMetrics.notes(outputs);
                    if (!notes.isEmpty()) {
                        tree.put(part, notes);
                    }
                });
        return tree;
    }

    private static Object detail(MetricResult result) {
        if (result instanceof MetricResult.ByClass each) {
            return each.classes();
        }
        if (result instanceof MetricResult.Table table) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("labels", table.labels());
            tree.put("counts", table.counts());
            return tree;
        }
        return null;
    }
}
