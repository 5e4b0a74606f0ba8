// SPDX-License-Identifier: Apache-2.0
/**
 * Searches whose trials are trained by tasks of Spark. The search itself, with its journal, runs on
 * the driver as it does without Spark; {@link dev.sora.spark.search.SparkTrials} sends each trial
 * to an executor, which trains it in the folder of the search.
 */
package dev.sora.spark.search;
