// SPDX-License-Identifier: Apache-2.0
/**
 * Turns the records of data sources into encoded minibatches.
 *
 * <p>{@link RunRecords} reads the sources of a plan and assigns each record to a {@link Split}.
 * {@link Encoder} and {@link PartEncoding} encode records with the fitted inputs and outputs, on
 * all cores and without the engine. {@link EncodedData} yields minibatches as tensors of the
 * device.
 *
 * <p>Records and encoded columns stay in memory up to the limit {@code data.memory}. Above it, the
 * sources are read again for every pass, and the columns are stored in temporary files. Records,
 * their order and so the weights are the same in both cases.
 *
 * <p>This package does not parse files, which is the task of data sources, and does not fit inputs
 * and outputs, which {@link dev.sora.core.pipeline.DataPreparation} does.
 */
package dev.sora.core.data;
