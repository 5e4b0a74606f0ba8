// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

/**
 * The purpose of a pass through the graph.
 *
 * @since 2.0
 */
public enum PassMode {
    /** Training: dropout is active, running statistics are updated. */
    TRAIN,
    /** Evaluation on records whose targets are known, after or during training. */
    EVALUATE,
    /** Prediction for records whose targets are not known. */
    PREDICT
}
