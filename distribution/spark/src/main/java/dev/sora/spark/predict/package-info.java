// SPDX-License-Identifier: Apache-2.0
/**
 * Predictions for tables of Spark: a column for each value of an answer, computed on executors.
 *
 * <pre>{@code
 * ShippedModel model = ShippedModel.of(spark, "model.sora");
 * Dataset<Row> predicted = Predictions.of(table, model, PredictionColumns.DEFAULT);
 * }</pre>
 *
 * <p>{@link dev.sora.spark.predict.ShippedModel} sends a model package to the executors, where
 * {@link dev.sora.spark.predict.SharedModels} opens it once in each JVM. {@link
 * dev.sora.spark.rows.BoundColumns} finds the columns of the model in a table, {@link
 * dev.sora.spark.rows.RecordReader} makes records of rows, and {@link
 * dev.sora.spark.predict.AnswerColumns} makes columns of answers.
 */
package dev.sora.spark.predict;
