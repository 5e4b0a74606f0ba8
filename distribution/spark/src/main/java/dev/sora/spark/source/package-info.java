// SPDX-License-Identifier: Apache-2.0
/**
 * The data source {@code spark}: whatever Spark reads, for trainings in the driver of a Spark
 * application.
 *
 * <pre>{@code
 * EmbeddedSora sora = EmbeddedSora.builder().plugin(new SparkData(spark)).build();
 * Plan plan = sora.plan("data: {train: {type: spark, table: people, order_by: [id]}}\n…",
 *         folder, Overrides.none());
 * }</pre>
 *
 * <p>An executor has no session of Spark, so it cannot open this source.
 */
package dev.sora.spark.source;
