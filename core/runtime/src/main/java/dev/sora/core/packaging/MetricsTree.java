// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.LinkedHashMap;
import java.util.Map;

/** Converts a tree from a file to metrics: split, output, metric, value. */
final class MetricsTree {

    private MetricsTree() {}

    static Map<String, Map<String, Map<String, Double>>> read(
            Map<String, Object> tree, String where) {
        Fields parts = new Fields(tree, where);
        Map<String, Map<String, Map<String, Double>>> metrics = new LinkedHashMap<>();
        for (String part : parts.keys()) {
            Fields outputs = parts.object(part);
            Map<String, Map<String, Double>> byOutput = new LinkedHashMap<>();
            outputs.keys()
                    .forEach(output -> byOutput.put(output, outputs.object(output).numbers()));
            metrics.put(part, byOutput);
        }
        return metrics;
    }
}
