// SPDX-License-Identifier: Apache-2.0
/**
 * How the training data was distributed, in a few shares of each column and answer, and how far
 * other data is from it.
 *
 * <pre>{@code
 * for (WatchedValue column : distributions.inputs()) {
 *     double[] live = new double[column.distribution().size()];
 *     records.forEach(record -> live[column.bin(record.find(column.name()).orElse(null))]++);
 *     double index = PopulationStability.index(column.distribution().shares(), shares(live));
 * }
 * }</pre>
 */
package dev.sora.core.drift;
