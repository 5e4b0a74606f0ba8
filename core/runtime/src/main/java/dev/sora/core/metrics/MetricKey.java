// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.metrics;

/**
 * The name of a metric.
 *
 * @param split {@code train}, {@code validation} or {@code test}
 * @param output the node whose predictions are measured
 * @param metric {@code loss}, or the name of a metric of the output
 */
public record MetricKey(String split, String output, String metric) {

    @Override
    public String toString() {
        return split + "." + output + "." + metric;
    }
}
