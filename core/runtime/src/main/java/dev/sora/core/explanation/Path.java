// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is computed again for an output when the values of some nodes are replaced.
 *
 * @param replaced the replaced nodes
 * @param beside the nodes that are read as well, and keep the values that the record gives them
 * @param before all nodes that the output depends on
 * @param read all nodes that are read by what is computed again
 * @param computed the nodes that are computed again
 */
record Path(
        Set<String> replaced,
        Set<String> beside,
        Set<String> before,
        Set<String> read,
        Set<String> computed) {

    static Path of(Plan plan, Node output, Set<String> replaced) {
        Set<String> before = new HashSet<>(Set.of(output.name()));
        List<Node> backwards = new ArrayList<>(plan.nodes());
        Collections.reverse(backwards);
        for (Node node : backwards) {
            if (before.contains(node.name())) {
                node.from().stream().map(Source::node).forEach(before::add);
            }
        }
        Set<String> changed = new HashSet<>(replaced);
        Set<String> read = new LinkedHashSet<>();
        for (Node node : plan.nodes()) {
            if (!before.contains(node.name()) || replaced.contains(node.name())) {
                continue;
            }
            List<String> sources = node.from().stream().map(Source::node).toList();
            if (sources.stream().anyMatch(changed::contains)) {
                changed.add(node.name());
                read.addAll(sources);
            }
        }
        Set<String> beside = new LinkedHashSet<>(read);
        beside.removeAll(changed);
        changed.removeAll(replaced);
        return new Path(
                replaced, beside, before, onlyNeeded(plan, output, replaced, read), changed);
    }

    /** Leaves out what is read only by nodes that the output does not need any more. */
    private static Set<String> onlyNeeded(
            Plan plan, Node output, Set<String> replaced, Set<String> read) {
        Set<String> needed = new HashSet<>(Set.of(output.name()));
        List<Node> backwards = new ArrayList<>(plan.nodes());
        Collections.reverse(backwards);
        for (Node node : backwards) {
            if (needed.contains(node.name()) && !replaced.contains(node.name())) {
                node.from().stream().map(Source::node).forEach(needed::add);
            }
        }
        Set<String> kept = new LinkedHashSet<>(read);
        kept.retainAll(needed);
        return kept;
    }

    /** Returns whether what is computed again reads the values of a node. */
    boolean reads(String node) {
        return read.contains(node);
    }

    /** Returns whether the output depends on a node. */
    boolean isBefore(String node) {
        return before.contains(node);
    }

    /** Returns all nodes whose values are given. */
    Set<String> given() {
        Set<String> given = new LinkedHashSet<>(replaced);
        given.addAll(beside);
        return given;
    }
}
