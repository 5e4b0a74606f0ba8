// SPDX-License-Identifier: Apache-2.0
/**
 * The training procedure {@code contrastive}: self-supervised pretraining on records without
 * labels.
 *
 * <pre>{@code
 * outputs:
 *   vector: {type: projection, from: hidden, size: 64}
 * training:
 *   procedure: {type: contrastive, varies: image}
 * }</pre>
 */
package dev.sora.similarity.procedure;
