// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics: they measure how good predictions are.
 *
 * <p>An output turns the predictions and targets of a batch into an {@link
 * dev.sora.metric.Outcome}, such as {@link dev.sora.metric.ClassOutcome} or {@link
 * dev.sora.metric.NumberOutcome}. A {@link dev.sora.metric.MetricType} declares which form of
 * outcome it takes; its {@link dev.sora.metric.Metric} receives the outcomes batch after batch and
 * returns a {@link dev.sora.metric.MetricResult}:
 *
 * <pre>{@code
 * final class MeanError implements Metric<NumberOutcome> {
 *
 *     private double sum;
 *     private long count;
 *
 *     public void add(NumberOutcome outcome) {
 *         for (int i = 0; i < outcome.size(); i++) {
 *             sum += Math.abs(outcome.predicted()[i] - outcome.targets()[i]);
 *         }
 *         count += outcome.size();
 *     }
 *
 *     public MetricResult result() {
 *         return count == 0
 *                 ? MetricResult.undefined("is not defined: there are no records")
 *                 : MetricResult.of(sum / count);
 *     }
 * }
 * }</pre>
 *
 * <p>Optional abilities: {@link dev.sora.metric.MergingMetric} merges partial results; {@link
 * dev.sora.metric.DivisibleOutcome} gives every metric a confidence interval by resampling records.
 * A metric does not compute gradients and does not run on the device: the loss belongs to the
 * output.
 *
 * <p><b>Implemented by</b> plugins: types and metrics, and further forms of outcome. <b>Thread
 * safety:</b> types keep no state and serve several threads; a metric is used by one thread;
 * outcomes and results are immutable, provided that the arrays in them are not changed.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.0.0")
package dev.sora.metric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
