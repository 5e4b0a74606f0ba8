// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.evaluation.Meter;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.report.Definitions;
import dev.sora.core.report.Definitions.Definition;
import dev.sora.core.report.OutputPart;
import dev.sora.core.report.OutputReport;
import dev.sora.core.report.ValueTable;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.retrieval.Retriever.NamedBaseline;
import dev.sora.data.DataRecord;
import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.metric.DivisibleOutcome;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Creates the part of the report that shows the results of each output on the evaluated records.
 */
final class ReportParts {

    private final RunResults all;
    private final Plan plan;
    private final Optional<Retriever> retriever;
    private final OutcomeLog log;
    private final List<DataRecord> records;

    ReportParts(RunResults all) {
        this.all = all;
        FittedGraph graph = all.data().graph();
        this.plan = graph.plan();
        this.retriever = DataProcedure.of(graph).retriever();
        this.log = all.outcomes();
        this.records = all.data().shown();
    }

    List<OutputReport> of(String split, Metrics<MetricResult> results) {
        return plan.nodes(Node.Output.class).stream()
                .filter(output -> !results.of(split, output.name()).isEmpty())
                .map(
                        output ->
                                new OutputReport(
                                        output.name(),
                                        output.planned().type().descriptor().name(),
                                        split,
                                        parts(output, results.of(split, output.name()))))
                .toList();
    }

    private List<OutputPart> parts(Node.Output output, Map<String, MetricResult> results) {
        List<OutputPart> parts = new ArrayList<>();
        Outcome outcome =
                PluginWork.call(
                                plan,
                                output.planned(),
                                "joined what was measured of '%s'".formatted(output.name()),
                                () -> log.joined(output.name(), output.planned().type().outcome()))
                        .orElse(null);
        MetricIntervals intervals = new MetricIntervals(plan, output);
        Map<String, Meter<?>> measured =
                intervals.measured(outcome == null ? log.parts(output.name()) : List.of(outcome));
        if (outcome instanceof DivisibleOutcome<?> divisible) {
            intervals.of(divisible, measured, named(output)).ifPresent(parts::add);
        }
        Set<Exhibit> exhibits = exhibits(output, Optional.ofNullable(outcome), measured);
        ExhibitParts drawn = new ExhibitParts(records);
        exhibits.stream().filter(e -> !(e instanceof Gallery)).map(drawn::of).forEach(parts::add);
        if (outcome instanceof DivisibleOutcome<?>) {
            ColumnImportance.of(all, output).ifPresent(parts::add);
        }
        HeatMaps heat = new HeatMaps(all, output, records);
        for (Exhibit exhibit : exhibits) {
            if (exhibit instanceof Gallery gallery) {
                parts.add(drawn.of(gallery));
                heat.of(gallery).map(drawn::of).ifPresent(parts::add);
            }
        }
        if (parts.isEmpty()) {
            List<ValueTable.Row> rows = new ArrayList<>();
            results.forEach(
                    (metric, result) ->
                            FlatMetrics.value(result)
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

    /** Returns what was measured and how, so that a metric can be compared with others. */
    private Definitions definitions(Node.Output output) {
        List<Definition> rows = new ArrayList<>();
        retriever
                .flatMap(Retriever::protocol)
                .ifPresent(protocol -> rows.add(new Definition("protocol", protocol)));
        retriever
                .flatMap(Retriever::baseline)
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

    /** Returns the exhibits of the outcome and the metrics, without duplicates. */
    private Set<Exhibit> exhibits(
            Node.Output output, Optional<Outcome> outcome, Map<String, Meter<?>> measured) {
        String doing = "made what the report shows of '%s'".formatted(output.name());
        Set<Exhibit> all = new LinkedHashSet<>();
        outcome.ifPresent(
                whole ->
                        all.addAll(
                                PluginWork.call(
                                        plan,
                                        output.planned(),
                                        doing,
                                        () -> List.copyOf(whole.exhibits(records.size())))));
        for (Node.NamedMetric metric : output.metrics()) {
            all.addAll(
                    PluginWork.call(
                            plan,
                            metric.planned(),
                            doing,
                            () -> List.copyOf(measured.get(metric.name()).exhibits())));
        }
        return all;
    }

    /** Returns the outcome of an output's own baseline for the records, under its name. */
    private Optional<Map.Entry<String, Outcome>> named(Node.Output output) {
        return PluginWork.call(
                        plan,
                        output.planned(),
                        "joined what its baseline made of '%s'".formatted(output.name()),
                        () -> log.baseline(output.name(), output.planned().type().outcome()))
                .map(
                        made ->
                                Map.entry(
                                        retriever
                                                .flatMap(Retriever::baseline)
                                                .map(NamedBaseline::name)
                                                .orElse(""),
                                        made));
    }
}
