// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.metrics.Metrics;
import java.util.List;
import java.util.Map;

/**
 * The data of a report.
 *
 * @param summary what was run, with which data, and how long
 * @param metrics the final metrics as in {@code metrics.json}
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
        Metrics<Double> metrics,
        List<EpochRow> epochs,
        List<OutputReport> outputs,
        PipelineGraph graph,
        String manifest,
        Map<String, String> versions,
        List<Phase> phases,
        DataSection data) {

    public ReportData {
        epochs = List.copyOf(epochs);
        outputs = List.copyOf(outputs);
        versions = Ordered.copy(versions);
        phases = List.copyOf(phases);
    }
}
