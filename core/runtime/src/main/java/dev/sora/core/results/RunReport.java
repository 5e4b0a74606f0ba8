// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.lock.EngineTexts;
import dev.sora.core.lock.SoraVersion;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.Purpose;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.core.report.EpochRow;
import dev.sora.core.report.GraphEdge;
import dev.sora.core.report.GraphNode;
import dev.sora.core.report.PipelineGraph;
import dev.sora.core.report.ReportData;
import dev.sora.core.report.ReportWriter;
import dev.sora.core.report.RunSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the data of the report of a training and writes it. */
public final class RunReport {

    private RunReport() {}

    public static void write(
            Path file,
            RunResults all,
            List<NodeInfo> nodes,
            Map<String, Long> records,
            RunLog log) {
        String split = all.results().splits().contains("test") ? "test" : "validation";
        ReportParts parts = new ReportParts(all);
        ReportData data =
                new ReportData(
                        summary(all, records, log),
                        all.metrics().tree(),
                        all.trained().history().stream().map(RunReport::epoch).toList(),
                        parts.of(split, all.results()),
                        graph(nodes),
                        all.manifest(),
                        versions(all),
                        log.phases(),
                        log.data());
        ReportWriter.write(data, file);
    }

    private static RunSummary summary(RunResults all, Map<String, Long> records, RunLog log) {
        List<EpochMetrics> history = all.trained().history();
        double speed =
                history.stream()
                        .mapToDouble(EpochMetrics::samplesPerSecond)
                        .sorted()
                        .skip(history.size() / 2)
                        .findFirst()
                        .orElse(0);
        return new RunSummary(
                all.plan().name(),
                Instant.now(),
                all.plan().seed(),
                EngineTexts.device(all.engine()),
                all.seconds(),
                speed,
                all.layout().parameterCount() + all.layout().buffersSize(),
                all.layout().parameterCount(),
                all.plan().training().earlyStopping().isPresent() ? all.trained().bestEpoch() : 0,
                all.plan().training().earlyStopping().map(EarlyStopping::monitor).orElse(""),
                records,
                notes(all, log));
    }

    /** Returns what the model is for, then what happened in the run. */
    private static List<String> notes(RunResults all, RunLog log) {
        List<String> notes = new ArrayList<>();
        Purpose.of(all.plan().resolved())
                .forEach((heading, text) -> notes.add(heading + ": " + text));
        notes.addAll(log.notes());
        return notes;
    }

    private static EpochRow epoch(EpochMetrics row) {
        Map<String, Double> train = new LinkedHashMap<>();
        Map<String, Double> validation = new LinkedHashMap<>();
        row.metrics()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("val_")) {
                                validation.put(name.substring("val_".length()), value);
                            } else {
                                train.put(name, value);
                            }
                        });
        return new EpochRow(row.epoch(), row.learningRate(), row.seconds(), train, validation);
    }

    private static PipelineGraph graph(List<NodeInfo> nodes) {
        List<GraphNode> drawn = new ArrayList<>();
        List<GraphEdge> edges = new ArrayList<>();
        for (NodeInfo node : nodes) {
            Map<String, String> settings = new LinkedHashMap<>();
            node.settings().forEach((name, value) -> settings.put(name, String.valueOf(value)));
            drawn.add(
                    new GraphNode(
                            node.name(),
                            GraphNode.Kind.valueOf(node.kind().toUpperCase(Locale.ROOT)),
                            node.type(),
                            node.count(),
                            node.shape(),
                            node.parameters(),
                            settings));
            for (String source : node.from()) {
                String from = source.replaceFirst("\\[\\d+]$", "");
                GraphEdge edge = new GraphEdge(from, node.name());
                if (!edges.contains(edge)) {
                    edges.add(edge);
                }
            }
        }
        return new PipelineGraph(drawn, edges);
    }

    private static Map<String, String> versions(RunResults all) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("sora", SoraVersion.get());
        versions.put("java", System.getProperty("java.version"));
        all.plan().plugins().forEach(p -> versions.put("plugin " + p.name(), p.version()));
        EngineTexts.of(all.engine())
                .forEach(
                        (name, value) -> {
                            // a folder of this machine means nothing to the reader of the report
                            if (!value.startsWith("/")) {
                                versions.put(name, value);
                            }
                        });
        return versions;
    }
}
