// SPDX-License-Identifier: Apache-2.0
/**
 * Sora on Apache Spark: what a driver submits, and what executors do.
 *
 * <p>The classes of this module, Sora and its plugins are on one flat class path with those of
 * Spark, on the driver and on every executor. A task opens {@link dev.sora.embedded.EmbeddedSora}
 * there, with the plugins on the class path.
 */
package dev.sora.spark;
