// SPDX-License-Identifier: Apache-2.0
/**
 * Predicts for records: reads, encodes, computes, decodes.
 *
 * <p>{@link ModelPredictions} connects a source of records to a {@link Predictor} and returns
 * predictions in their order: {@link BatchPredictor} for ordinary outputs, {@link
 * RetrievalPredictor} for those that choose among candidates. {@link DeviceModel} holds the graph
 * and the weights on the device.
 *
 * <p>Calls only read what they share, so any number of threads can predict at the same time.
 */
package dev.sora.core.prediction;
