// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.host.Nearest;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to a node or one member of a generation: {@code view} or {@code view[2]}.
 *
 * @param node the node
 * @param member the member, counted from 0; empty for the whole node
 */
record NodeReference(Node node, OptionalInt member) {

    private static final Pattern MEMBER = Pattern.compile("(.*)\\[(\\d{1,9})]");

    /**
     * Returns the node that a name refers to.
     *
     * @throws SoraException if there is none
     */
    static NodeReference of(Plan plan, String text) {
        Matcher matcher = MEMBER.matcher(text);
        boolean one = matcher.matches();
        String name = one ? matcher.group(1) : text;
        Node node =
                plan.nodes().stream()
                        .filter(other -> other.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown(plan, text, name));
        if (!one) {
            return new NodeReference(node, OptionalInt.empty());
        }
        int member = Integer.parseInt(matcher.group(2));
        if (member >= node.count()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-4901",
                                    "the model '%s' has no '%s'".formatted(plan.name(), text))
                            .needs("a member of '%s', counted from 0".formatted(name))
                            .have(node.count() == 1 ? "1 member" : node.count() + " members")
                            .fix(
                                    node.count() == 1
                                            ? "name '%s'".formatted(name)
                                            : "name '%s[0]' to '%s[%d]', or '%s' for all of them"
                                                    .formatted(
                                                            name, name, node.count() - 1, name)));
        }
        return new NodeReference(node, OptionalInt.of(member));
    }

    /**
     * Returns the node that a name refers to, which must have one value for each record.
     *
     * @throws SoraException if there is none, or its rows are others than the records
     */
    static NodeReference ofRecords(FittedGraph graph, String text) {
        NodeReference reference = of(graph.plan(), text);
        if (graph.signal(reference.node).has(Signal.ROWS)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-4905",
                                    "'%s' cannot be tapped: its rows are not records"
                                            .formatted(text))
                            .needs("a node with one value for each record")
                            .fix("tap a node after the one that selects the rows of the records"));
        }
        return reference;
    }

    private static SoraException unknown(Plan plan, String text, String name) {
        List<String> names = plan.nodes().stream().map(Node::name).toList();
        return new SoraException(
                Problem.of(
                                "SORA-4901",
                                "the model '%s' has no node '%s'".formatted(plan.name(), text))
                        .have(String.join(", ", names))
                        .fix(
                                Nearest.of(name, names)
                                        .map("did you mean '%s'?"::formatted)
                                        .orElse("name one of its nodes")));
    }

    String name() {
        return node.name();
    }
}
