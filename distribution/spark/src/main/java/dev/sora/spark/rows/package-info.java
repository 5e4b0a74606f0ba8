// SPDX-License-Identifier: Apache-2.0
/**
 * Records of rows: {@link dev.sora.spark.rows.BoundColumns} finds columns in a table of Spark,
 * {@link dev.sora.spark.rows.ValueKind} converts their values, and {@link
 * dev.sora.spark.rows.RecordReader} makes a record of a row. Used for predictions and by the source
 * {@code spark}.
 */
package dev.sora.spark.rows;
