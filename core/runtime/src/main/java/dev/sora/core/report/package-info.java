// SPDX-License-Identifier: Apache-2.0
/**
 * The report of a training run: one page that opens without a network.
 *
 * <p>The run fills the records gathered in {@link dev.sora.core.report.ReportData}; {@link
 * dev.sora.core.report.ReportWriter} turns them into a page. Everything here is immutable.
 */
package dev.sora.core.report;
