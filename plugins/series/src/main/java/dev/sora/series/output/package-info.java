// SPDX-License-Identifier: Apache-2.0
/** Outputs that predict the next steps of a series. */
package dev.sora.series.output;
