// SPDX-License-Identifier: Apache-2.0
/**
 * Encodes records into columns of tensors, and yields minibatches of them.
 *
 * <p>{@link Encoder} and {@link SplitEncoding} encode records with the fitted inputs and outputs,
 * on all cores and without the engine. {@link EncodedData} yields minibatches as tensors of the
 * device: by index-select from memory, or row by row from mapped temporary files above the limit
 * {@code data.memory}. Rows and their order are the same in both cases.
 */
package dev.sora.core.data.encoding;
