// SPDX-License-Identifier: Apache-2.0
/** Metrics of forecasts, in the units of the series. */
package dev.sora.series.metric;
