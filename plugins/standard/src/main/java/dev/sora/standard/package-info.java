// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code standard}: the types that nearly every pipeline uses.
 *
 * <p>It contains dense and normalisation particles, combiners, optimisers, learning-rate schedules,
 * outputs for classification and regression, and their metrics. {@code StandardPlugin} lists them.
 * In a manifest:
 *
 * <pre>{@code
 * particles:
 *   view: {type: dense, from: image, units: 64, activation: relu, count: 4}
 * combiners:
 *   whole: {type: weighted, from: view}
 * outputs:
 *   digit: {type: classification, column: label, from: whole}
 * training:
 *   optimiser: {type: adam, learning_rate: 0.001}
 * }</pre>
 *
 * <p>Inputs and data sources come from other plugins.
 */
package dev.sora.standard;
