// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.RecordList;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.data.split.Split;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.graph.Network;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.report.ValueTable;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.metric.MetricResult;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * Permutation importance: how much an output's metric worsens when the values of one column are
 * permuted between records (L. Breiman, 2001, Random forests). It shows what the model uses, not
 * what causes what.
 */
final class ColumnImportance {

    private static final int RECORDS = 500;
    private static final int REPEATS = 3;

    /** So many times as many records as are encoded together are held in memory. */
    private static final int CALLS = 8;

    private static final int MOST_COLUMNS = 60;

    private final RunResults all;
    private final List<DataRecord> records;
    private final Node.Output output;
    private final NDManager manager;

    private ColumnImportance(
            RunResults all, List<DataRecord> records, Node.Output output, NDManager manager) {
        this.all = all;
        this.records = records;
        this.output = output;
        this.manager = manager;
    }

    /**
     * Returns the table; empty if there is only one column, or far too many, or none can be
     * shuffled.
     */
    static Optional<ValueTable> of(RunResults all, Node.Output output) {
        Set<String> columns = new LinkedHashSet<>();
        Set<String> soFar = GrowingPath.inputsSoFar(all.data().graph());
        for (Node.Input input : all.plan().nodes(Node.Input.class)) {
            if (soFar.contains(input.name())) {
                continue;
            }
            columns.addAll(InputColumns.of(input.planned()).keySet());
        }
        List<DataRecord> shown = all.data().shown();
        Encoder encoder = new Encoder(all.data().graph());
        if (columns.size() < 2
                || columns.size() > MOST_COLUMNS
                || shown.size() < 2
                || output.metrics().isEmpty()
                || !DataProcedure.of(all.data().graph()).encodesMeasured()) {
            return Optional.empty();
        }
        int most = (int) Math.min(RECORDS, (long) CALLS * encoder.together(shown));
        List<DataRecord> records = shown.subList(0, Math.min(most, shown.size()));
        try (NDManager manager = all.engine().newManager()) {
            return new ColumnImportance(all, records, output, manager).table(columns);
        }
    }

    private Optional<ValueTable> table(Set<String> columns) {
        String metric = output.metrics().get(0).name();
        double whole = value(records);
        if (Double.isNaN(whole)) {
            return Optional.empty();
        }
        int sign = output.metrics().get(0).planned().type().higherIsBetter() ? 1 : -1;
        List<ValueTable.Row> rows = new ArrayList<>();
        for (String column : columns) {
            worse(column, whole)
                    .ifPresent(by -> rows.add(new ValueTable.Row(column, List.of(sign * by))));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> left = new ArrayList<>(columns);
        rows.forEach(row -> left.remove(row.name()));
        rows.sort(Comparator.comparingDouble(row -> -row.values().get(0)));
        return Optional.of(
                new ValueTable(
                        "Columns by how much worse %s gets when their values are shuffled%s"
                                .formatted(metric, without(left)),
                        List.of("worse by"),
                        rows));
    }

    private static String without(List<String> left) {
        return left.isEmpty()
                ? ""
                : ", without %s: records are not valid with the values of others"
                        .formatted(String.join(", ", left));
    }

    /**
     * Returns how much lower the metric gets; empty if records are not valid with the values of
     * others, such as a sound without the sampling rate that belongs to it.
     */
    private OptionalDouble worse(String column, double whole) {
        double sum = 0;
        try {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                sum += whole - value(shuffled(column, repeat));
            }
        } catch (RecordException e) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sum / REPEATS);
    }

    private List<DataRecord> shuffled(String column, int repeat) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(31L * column.hashCode() + repeat));
        List<DataRecord> shuffled = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            DataRecord record = records.get(i);
            int at = record.schema().position(column);
            Object[] values =
                    record.schema().columns().stream()
                            .map(c -> record.find(c.name()).orElse(null))
                            .toArray();
            if (at >= 0) {
                values[at] = records.get(order.get(i)).find(column).orElse(null);
            }
            shuffled.add(record.with(record.schema(), values));
        }
        return shuffled;
    }

    private double value(List<DataRecord> given) {
        try (NDManager batch = manager.newSubManager()) {
            EvaluationSplit part =
                    new EvaluationSplit(
                            Split.TEST,
                            new Encoder(all.data().graph()).encode(given, true).upload(batch),
                            new RecordList(given));
            Metrics<MetricResult> results =
                    new Evaluator(all.plan())
                            .evaluateQuickly(
                                    new Network(all.data().graph(), all.engine(), batch),
                                    all.weights(),
                                    part,
                                    batch);
            return FlatMetrics.value(
                            results.get(
                                    Split.TEST.word(),
                                    output.name(),
                                    output.metrics().get(0).name()))
                    .orElse(Double.NaN);
        }
    }
}
