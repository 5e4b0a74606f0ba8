// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.Optional;

/**
 * What a manifest says of a node's weights: whether and how fast they are trained, and whose they
 * are.
 *
 * @param frozen whether they stay as they are; the node then computes as it does in evaluation
 * @param learningRate the factor of the learning rate for them
 * @param sameAs the node whose weights it uses instead of its own
 * @param taken the node of another package that they start from
 */
public record NodeKeys(
        boolean frozen, double learningRate, Optional<String> sameAs, Optional<TakenNode> taken) {

    /** A node of which nothing is said. */
    public static final NodeKeys NONE = new NodeKeys(false, 1, Optional.empty(), Optional.empty());
}
