// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import dev.sora.core.graph.Network;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.score.ScoredAnswer;
import dev.sora.tensor.Signal;
import java.util.Map;
import java.util.Set;

/**
 * The answer of an output to one record, and the values that lead to it in one view of the record.
 *
 * @param network computes the graph
 * @param weights the weights
 * @param output the output
 * @param values the values of all nodes that the output depends on, and its own
 * @param answered the prediction that decides the answer: the mean over all views
 * @param score the score of the answer
 */
record AnsweredRecord(
        Network network,
        Weights weights,
        Node.Output output,
        Map<String, Value> values,
        Signal answered,
        ScoredAnswer score) {

    /** Returns the signal of a node with one member. */
    Signal signal(Node node) {
        return values.get(node.name()).member(0);
    }

    /** Returns what scores the answer while the values of a node are replaced. */
    Scoring scoring(String replaced) {
        return scoring(Set.of(replaced));
    }

    /** Returns what scores the answer while the values of some nodes are replaced. */
    Scoring scoring(Set<String> replaced) {
        return new Scoring(this, replaced);
    }
}
