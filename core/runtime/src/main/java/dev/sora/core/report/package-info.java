// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the report of a training run: one HTML page that needs no network.
 *
 * <p>The run fills the records in {@link ReportData}; {@link ReportWriter} writes the page from
 * them. All types are immutable. This package draws metrics, curves and graphs, but computes none.
 */
package dev.sora.core.report;
