// SPDX-License-Identifier: Apache-2.0
/**
 * Weights that another program trained: safetensors and the initialisers of ONNX files, by the
 * names that the file gives them.
 *
 * <p>{@link CheckpointFile} is a file that was read, {@link NameRules} say which tensor is which
 * parameter, and {@link ForeignWeights} are the result for a node. Files are untrusted: sizes,
 * counts and offsets are checked before they are used, and no file that another one names is read.
 */
package dev.sora.core.weights;
