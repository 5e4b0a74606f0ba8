// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

/**
 * What a pass through the graph is for.
 *
 * @since 2.0
 */
public enum PassMode {
    /** Weights are trained: dropout drops, running statistics are updated. */
    TRAIN,
    /** A trained or half-trained network is measured on records whose targets are known. */
    EVALUATE,
    /** A network answers for records whose targets are not known. */
    PREDICT
}
