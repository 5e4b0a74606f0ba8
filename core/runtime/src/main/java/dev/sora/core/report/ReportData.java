// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a report shows.
 *
 * @param summary what was run, on what, for how long
 * @param metrics the final numbers as in {@code metrics.json}: split, output, metric
 * @param epochs the history, in order
 * @param outputs one report for each output of the pipeline, in the manifest's order
 * @param graph the particles and what flows between them
 * @param manifest the manifest as resolved, as YAML text
 * @param versions name to version, in the order shown
 * @param phases where the time went, in the order it was spent
 * @param data what the training data holds
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
