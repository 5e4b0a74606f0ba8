// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.evaluation.Figures;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.report.ClassScores;
import dev.sora.core.report.ConfusionMatrix;
import dev.sora.core.report.Definitions;
import dev.sora.core.report.Definitions.Definition;
import dev.sora.core.report.Example;
import dev.sora.core.report.ExampleChoice;
import dev.sora.core.report.Examples;
import dev.sora.core.report.OutputPart;
import dev.sora.core.report.OutputReport;
import dev.sora.core.report.Scatter;
import dev.sora.core.report.Thumbnail;
import dev.sora.core.report.ValueTable;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MetricResult;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.particle.Retrieval;
import dev.sora.particle.Retrieval.Baseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the part of the report that shows how each output did on the evaluated records. */
final class ReportParts {

    private static final int LIKELIEST = 3;

    private final RunResults all;
    private final Plan plan;
    private final FittedGraph graph;
    private final OutcomeLog log;
    private final List<DataRecord> records;

    ReportParts(RunResults all) {
        this.all = all;
        this.graph = all.data().graph();
        this.plan = graph.plan();
        this.log = all.outcomes();
        this.records = all.data().shown();
    }

    List<OutputReport> of(String split, Map<String, Map<String, MetricResult>> results) {
        return plan.nodes(Node.Output.class).stream()
                .filter(output -> results.containsKey(output.name()))
                .map(
                        output ->
                                new OutputReport(
                                        output.name(),
                                        output.planned().type().descriptor().name(),
                                        split,
                                        parts(output, results.get(output.name()))))
                .toList();
    }

    private List<OutputPart> parts(Node.Output output, Map<String, MetricResult> results) {
        List<OutputPart> parts = new ArrayList<>();
        Outcome outcome = log.joined(output.name()).orElse(null);
        if (outcome instanceof ClassOutcome classes) {
            ConfusionMatrix matrix = confusion(classes);
            ClassScores scores = matrix.scores();
            MetricIntervals.of(output, classes).ifPresent(parts::add);
            parts.add(matrix);
            parts.add(scores);
            parts.addAll(ClassCurves.of(classes));
            ColumnImportance.of(all, output).ifPresent(parts::add);
            parts.addAll(examples(classes));
        } else if (outcome instanceof NumberOutcome numbers) {
            MetricIntervals.of(output, numbers).ifPresent(parts::add);
            parts.add(Scatter.of(numbers.targets(), numbers.predicted()));
            ColumnImportance.of(all, output).ifPresent(parts::add);
        }
        if (outcome instanceof RankingOutcome rankings) {
            MetricIntervals.of(
                            output,
                            rankings,
                            baseline(output).map(Baseline::name).orElse(""),
                            log.baseline(output.name()))
                    .ifPresent(parts::add);
        }
        if (parts.isEmpty()) {
            List<ValueTable.Row> rows = new ArrayList<>();
            results.forEach(
                    (metric, result) ->
                            Figures.value(result)
                                    .ifPresent(
                                            value ->
                                                    rows.add(
                                                            new ValueTable.Row(
                                                                    metric, List.of(value)))));
            parts.add(new ValueTable("Metrics", List.of("value"), rows));
        }
        parts.add(definitions(output));
        return parts;
    }

    /** Says what was measured and how, so that a figure can be compared with another's. */
    private Definitions definitions(Node.Output output) {
        List<Definition> rows = new ArrayList<>();
        graph.outputs()
                .get(output.name())
                .retrieval()
                .flatMap(Retrieval::protocol)
                .ifPresent(protocol -> rows.add(new Definition("protocol", protocol)));
        baseline(output)
                .ifPresent(
                        baseline -> rows.add(new Definition(baseline.name(), baseline.meaning())));
        output.metrics()
                .forEach(
                        metric ->
                                rows.add(
                                        new Definition(
                                                metric.name(),
                                                metric.planned().type().descriptor().summary())));
        return new Definitions("How it was measured", rows);
    }

    private Optional<Baseline> baseline(Node.Output output) {
        return graph.outputs().get(output.name()).retrieval().flatMap(Retrieval::baseline);
    }

    private static ConfusionMatrix confusion(ClassOutcome outcome) {
        long[][] counts = new long[outcome.classes().size()][outcome.classes().size()];
        for (int i = 0; i < outcome.size(); i++) {
            counts[outcome.targets()[i]][outcome.predicted(i)]++;
        }
        return ConfusionMatrix.of(outcome.classes(), counts);
    }

    private List<Examples> examples(ClassOutcome outcome) {
        int[] predicted = IntStream.range(0, outcome.size()).map(outcome::predicted).toArray();
        double[] confidence =
                IntStream.range(0, outcome.size())
                        .mapToDouble(i -> outcome.probability(i, predicted[i]))
                        .toArray();
        ExampleChoice choice =
                ExampleChoice.of(outcome.targets(), predicted, confidence, records.size());
        return List.of(
                new Examples(
                        "Mistakes, most confident first",
                        Examples.Verdict.WRONG,
                        choice.wrongTotal(),
                        choice.wrong().stream().map(i -> example(outcome, i)).toList()),
                new Examples(
                        "Right",
                        Examples.Verdict.RIGHT,
                        choice.rightTotal(),
                        choice.right().stream().map(i -> example(outcome, i)).toList()));
    }

    private Example example(ClassOutcome outcome, int index) {
        DataRecord record = records.get(index);
        List<Example.Probability> top =
                IntStream.range(0, outcome.classes().size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(label -> -outcome.score(index, label)))
                        .limit(LIKELIEST)
                        .map(
                                label ->
                                        new Example.Probability(
                                                outcome.classes().get(label),
                                                outcome.probability(index, label)))
                        .toList();
        String truth = outcome.classes().get(outcome.targets()[index]);
        String guess = outcome.classes().get(outcome.predicted(index));
        for (int i = 0; i < record.schema().columns().size(); i++) {
            Object value = record.find(record.schema().columns().get(i).name()).orElse(null);
            if (value instanceof ImageValue image
                    && (image.channels() == 1 || image.channels() == 3 || image.channels() == 4)) {
                byte[] png =
                        Thumbnail.png(
                                image.samples(), image.height(), image.width(), image.channels());
                return Example.ofPicture(record.where(), png, truth, guess, top);
            }
        }
        return Example.ofText(record.where(), text(record), truth, guess, top);
    }

    private static String text(DataRecord record) {
        StringBuilder text = new StringBuilder();
        record.schema()
                .columns()
                .forEach(
                        column ->
                                record.find(column.name())
                                        .ifPresent(
                                                value ->
                                                        text.append(column.name())
                                                                .append(": ")
                                                                .append(value)
                                                                .append("  ")));
        return text.length() > 400 ? text.substring(0, 397) + "..." : text.toString().strip();
    }
}
