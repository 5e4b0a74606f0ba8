// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.score;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes a gradient of the score of an answer reaches. A gradient that a node does not pass on
 * is 0 for what comes before it, and says nothing of what the score depends on.
 *
 * @param open the nodes whose values lead to the output by at least one path that passes gradients
 * @param cut the nodes whose values lead to it by at least one path that does not
 */
public record GradientPaths(Set<String> open, Set<String> cut) {

    /** Finds the paths to an output. */
    public static GradientPaths of(Plan plan, Node.Output output) {
        Set<String> open = new HashSet<>(Set.of(output.name()));
        Set<String> cut = new HashSet<>();
        List<Node> backwards = new ArrayList<>(plan.nodes());
        Collections.reverse(backwards);
        for (Node node : backwards) {
            boolean passes =
                    !(node instanceof Node.Core core) || core.planned().type().differentiable();
            List<String> sources = node.from().stream().map(Source::node).toList();
            boolean reached = open.contains(node.name());
            if (reached && passes) {
                open.addAll(sources);
            }
            if (reached && !passes || cut.contains(node.name())) {
                cut.addAll(sources);
            }
        }
        return new GradientPaths(open, cut);
    }

    /** Returns whether a gradient reaches the values of a node by every path to the output. */
    public boolean reaches(String node) {
        return open.contains(node) && !cut.contains(node);
    }

    /** Returns whether a gradient reaches the values of a node by some path. */
    public boolean reachesInPart(String node) {
        return open.contains(node);
    }

    /** Returns whether a path from a node to the output passes no gradient. */
    public boolean misses(String node) {
        return cut.contains(node);
    }
}
