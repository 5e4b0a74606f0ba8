// SPDX-License-Identifier: Apache-2.0
/**
 * Models of Sora in pipelines of Spark ML.
 *
 * <pre>{@code
 * Transformer people = new SoraTransformer().setModel("people.sora").setPrefix("sora_");
 * PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[] {people}).fit(table);
 * pipeline.write().save("hdfs://models/people");
 * }</pre>
 *
 * <p>Only this package needs Spark ML.
 */
package dev.sora.spark.ml;
