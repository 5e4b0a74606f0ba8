// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.weights.ForeignWeights;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a manifest about a node's weights: how they are trained, and which node owns them.
 *
 * @param frozen whether the weights do not change; the node then computes as in evaluation
 * @param learningRate the factor of the learning rate for them
 * @param sameAs the node whose weights it uses instead of its own
 * @param taken the node of another package that supplies the initial weights
 * @param foreign the file of another program that supplies them
 * @param tied its parameters that are those of other nodes, by name
 */
public record NodeKeys(
        boolean frozen,
        double learningRate,
        Optional<String> sameAs,
        Optional<TakenNode> taken,
        Optional<ForeignWeights> foreign,
        Map<String, TiedParameter> tied) {

    /** Copies the map. */
    public NodeKeys {
        tied = Map.copyOf(tied);
    }

    /** Creates keys without a file of another program. */
    public NodeKeys(
            boolean frozen,
            double learningRate,
            Optional<String> sameAs,
            Optional<TakenNode> taken) {
        this(frozen, learningRate, sameAs, taken, Optional.empty(), Map.of());
    }

    /** The values for a node without such keys. */
    public static final NodeKeys NONE = new NodeKeys(false, 1, Optional.empty(), Optional.empty());

    /** Returns whether it is an input that has learned in the training of another package. */
    public boolean learnedElsewhere() {
        return taken.flatMap(TakenNode::state).isPresent();
    }

    /** Returns a copy whose initial weights come from a file of another program. */
    public NodeKeys with(ForeignWeights weights) {
        return new NodeKeys(frozen, learningRate, sameAs, taken, Optional.of(weights), tied);
    }

    /** Returns a copy some of whose parameters are those of other nodes. */
    public NodeKeys tiedTo(Map<String, TiedParameter> parameters) {
        return new NodeKeys(frozen, learningRate, sameAs, taken, foreign, parameters);
    }
}
