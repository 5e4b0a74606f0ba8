// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics of classification, multi-label classification and regression.
 *
 * <p>{@code Metrics} and {@code LabelMetrics} list the types. Each metric accumulates batches and
 * can be merged with partial results. Metrics of rankings come from the plugin {@code recommender}.
 */
package dev.sora.standard.metric;
