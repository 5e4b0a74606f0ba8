// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.examples.numbers.Expected.Row;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.metric.RankingOutcome.Ranking;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputType;
import dev.sora.standard.metric.LabelsOutcome;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Data of metrics, measured at once, record by record, and with empty batches in between. */
final class MetricRow {

    private final Row row;
    private final OutputType classification;
    private final Workbench bench;

    MetricRow(Row row, OutputType classification, Workbench bench) {
        this.row = row;
        this.classification = classification;
        this.bench = bench;
    }

    /** Returns the form of outcome of the data. */
    Class<? extends Outcome> outcome() {
        return switch (row.text("of")) {
            case "classes" -> ClassOutcome.class;
            case "numbers" -> NumberOutcome.class;
            case "labels" -> LabelsOutcome.class;
            default -> RankingOutcome.class;
        };
    }

    void check(Row result, MetricType<?> type) {
        Outcome whole = outcome(0, size());
        for (List<Outcome> batches :
                List.of(List.of(whole), pieces(1), pieces(3), withEmpty(whole))) {
            Metric<Outcome> metric = Workbench.metric(type, result.map("settings"));
            batches.forEach(metric::add);
            check(result, metric.result(), "in %d batches".formatted(batches.size()));
        }
    }

    private void check(Row expected, MetricResult found, String how) {
        if (found instanceof MetricResult.Table table) {
            assertThat(Arrays.stream(table.counts()).flatMapToLong(Arrays::stream))
                    .containsExactlyElementsOf(
                            Arrays.stream(row.wholes("matrix")).asLongStream().boxed().toList());
            return;
        }
        double value = FlatMetrics.value(found).orElseThrow();
        if (expected.has("value")) {
            double wanted = expected.number("value");
            assertThat(value)
                    .as("%s %s", how, found)
                    .isCloseTo(wanted, within(1e-6 * (wanted == 0 ? 1e-12 : Math.abs(wanted))));
        } else {
            assertThat(value).as(how).isNaN();
            assertThat(found.note()).as("why it is not defined").isPresent();
        }
    }

    private List<Outcome> pieces(int size) {
        List<Outcome> pieces = new ArrayList<>();
        for (int from = 0; from < size(); from += size) {
            pieces.add(outcome(from, Math.min(size(), from + size)));
        }
        return pieces;
    }

    private List<Outcome> withEmpty(Outcome whole) {
        Outcome empty = outcome(0, 0);
        return List.of(empty, whole, empty);
    }

    private int size() {
        return switch (row.text("of")) {
            case "classes", "numbers" -> row.list("targets").size();
            case "labels" -> row.list("targets").size() / row.list("names").size();
            default -> row.list("questions").size();
        };
    }

    private Outcome outcome(int from, int to) {
        return switch (row.text("of")) {
            case "classes" -> classes(from, to);
            case "numbers" ->
                    NumberOutcome.of(
                            Arrays.copyOfRange(row.numbers("predicted"), from, to),
                            Arrays.copyOfRange(row.numbers("targets"), from, to));
            case "labels" -> {
                int width = row.list("names").size();
                yield new LabelsOutcome(
                        row.texts("names"),
                        Arrays.copyOfRange(row.truths("said"), from * width, to * width),
                        Arrays.copyOfRange(row.truths("targets"), from * width, to * width));
            }
            default ->
                    RankingOutcome.of(
                            row.count("size"),
                            row.rows("questions").subList(from, to).stream()
                                    .map(MetricRow::ranking)
                                    .toList());
        };
    }

    private static Ranking ranking(Row question) {
        return Ranking.of(
                question.wholes("candidates"),
                question.floats("scores"),
                question.wholes("relevant"),
                100);
    }

    /** Computes the outcome with the output, because its softmax is part of the test. */
    private Outcome classes(int from, int to) {
        List<String> names = row.texts("names");
        if (from == to) {
            return ClassOutcome.of(names, new float[0], new int[0], new double[0]);
        }
        int width = names.size();
        IntFunction<List<String>> label = i -> List.of(names.get(row.wholes("targets")[i]));
        OutputRow.Rows rows =
                OutputRow.Rows.of(List.of("y"), IntStream.range(from, to).mapToObj(label).toList());
        Map<String, Object> settings = Map.of("column", "y", "head", false, "classes", names);
        FittedOutput output =
                classification.create(Workbench.settings(classification, settings)).fit(rows);
        float[] scores = Arrays.copyOfRange(row.floats("scores"), from * width, to * width);
        NDArray prediction = bench.manager().create(scores, new Shape(to - from, width));
        Signal targets = output.target(bench.upload(output.encode(rows.all())));
        assertThat(prediction.getDataType()).isEqualTo(DataType.FLOAT32);
        return output.outcome(Signal.of(prediction), targets);
    }
}
