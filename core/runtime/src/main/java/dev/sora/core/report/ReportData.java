// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of a report.
 *
 * @param summary what was run, with which data, and how long
 * @param metrics the final metrics as in {@code metrics.json}: split, output, metric
 * @param epochs the history, in order
 * @param outputs one report for each output of the pipeline, in the manifest's order
 * @param graph the nodes and edges of the pipeline
 * @param manifest the resolved manifest as YAML
 * @param versions versions by name, in the order shown
 * @param phases the durations of the phases, in order
 * @param data the section about the training data
 */
public record ReportData(
        RunSummary summary,
        Map<String, Map<String, Map<String, Double>>> metrics,
        List<EpochRow> epochs,
        List<OutputReport> outputs,
        PipelineGraph graph,
        String manifest,
        Map<String, String> versions,
        List<Phase> phases,
        DataSection data) {

    public ReportData {
        Map<String, Map<String, Map<String, Double>>> copy = new LinkedHashMap<>();
        metrics.forEach(
                (split, byOutput) -> {
                    Map<String, Map<String, Double>> inner = new LinkedHashMap<>();
                    byOutput.forEach((output, values) -> inner.put(output, Ordered.copy(values)));
                    copy.put(split, Ordered.copy(inner));
                });
        metrics = Ordered.copy(copy);
        epochs = List.copyOf(epochs);
        outputs = List.copyOf(outputs);
        versions = Ordered.copy(versions);
        phases = List.copyOf(phases);
    }
}
