// SPDX-License-Identifier: Apache-2.0
/**
 * Submits calls to Apache Spark. Spark and the jar {@code sora-spark} are in processes of their
 * own: this package starts them, and reads what they report.
 */
package dev.sora.launcher.spark;
