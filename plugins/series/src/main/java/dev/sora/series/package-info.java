// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code series}: forecasts of several steps of series, such as the load of a grid.
 *
 * <p>The derivation {@code windows} makes records of rows in the order of time. The input {@code
 * series} scales the history, particles compute features, and the output {@code forecast} predicts
 * the steps that follow, with quantiles. In a manifest:
 *
 * <pre>{@code
 * data:
 *   train: {type: csv, path: load.csv}
 *   derive: {type: windows, time: hour, target: load, history: 168, horizon: 24, test_from: 2024-01-01}
 * inputs:
 *   past: {type: series, column: load, returns: vector}
 * particles:
 *   hidden: {type: dense, from: past, units: 64, activation: relu}
 * outputs:
 *   next: {type: forecast, from: [hidden, past], column: load_next, history: load, season: 24}
 * }</pre>
 *
 * <p>It does not predict several columns at once.
 */
package dev.sora.series;
