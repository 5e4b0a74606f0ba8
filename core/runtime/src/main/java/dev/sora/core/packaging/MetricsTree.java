// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Fields;
import dev.sora.core.metrics.Metrics;
import java.util.Map;

/** Converts a tree from a file to metrics. */
final class MetricsTree {

    private MetricsTree() {}

    static Metrics<Double> read(Map<String, Object> tree, String where) {
        Fields splits = new Fields(tree, where);
        Metrics.Builder<Double> metrics = new Metrics.Builder<>();
        for (String split : splits.keys()) {
            Fields outputs = splits.object(split);
            metrics.split(split);
            for (String output : outputs.keys()) {
                metrics.add(split, output, outputs.object(output).numbers());
            }
        }
        return metrics.build();
    }
}
