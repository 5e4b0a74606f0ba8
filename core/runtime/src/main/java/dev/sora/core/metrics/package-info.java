// SPDX-License-Identifier: Apache-2.0
/**
 * What was measured of a pipeline. A {@link dev.sora.core.metrics.MetricKey} names a metric by
 * split, output and metric; {@link dev.sora.core.metrics.Metrics} holds a value for each:
 *
 * <pre>{@code
 * double accuracy = result.metrics().get("test", "digit", "accuracy");
 * result.metrics().forEach((key, value) -> System.out.println(key + ": " + value));
 * }</pre>
 *
 * <p>Values are numbers, as in {@code metrics.json}, or whole results with tables and notes. This
 * package computes no metric; see {@code dev.sora.core.evaluation}.
 */
package dev.sora.core.metrics;
