// SPDX-License-Identifier: Apache-2.0
/**
 * Computes losses and metrics of a model on a split of the data.
 *
 * <p>{@link Evaluator} computes predictions batch by batch and passes them to the metrics of each
 * output; {@link FlatMetrics} names their results as early stopping and histories do, such as
 * {@code digit.accuracy}. {@link Outcomes} receives predictions and targets where a report needs
 * them.
 *
 * <p>The same weights and data give the same results to the last digit. The formulas of metrics are
 * in plugins.
 */
package dev.sora.core.evaluation;
