// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics of rankings, such as hit ratio, NDCG, mean reciprocal rank and catalogue coverage.
 *
 * <p>{@code RankingScore} contains the formulas for one ranking, {@code MeanScore} their mean, and
 * {@code Spread} the metrics over all rankings together. Metrics of ratings and clicks come from
 * the plugin {@code standard}.
 */
package dev.sora.recommender.metric;
