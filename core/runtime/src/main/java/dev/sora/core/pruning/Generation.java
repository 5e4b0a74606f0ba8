// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pruning;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.Optional;

/** Finds the generation whose members can be dropped. */
final class Generation {

    private Generation() {}

    /**
     * Returns the generation.
     *
     * @param name its name; the only one if absent
     * @throws SoraException if there is none, or its members cannot be dropped
     */
    static Node.Core of(Plan plan, Optional<String> name) {
        List<Node.Core> all =
                plan.nodes(Node.Core.class).stream().filter(node -> node.count() > 1).toList();
        List<Node.Core> named =
                all.stream()
                        .filter(node -> name.isEmpty() || node.name().equals(name.get()))
                        .toList();
        if (named.size() != 1) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-4951",
                                    name.isPresent()
                                            ? "the model has no generation '%s'"
                                                    .formatted(name.get())
                                            : all.isEmpty()
                                                    ? "the model has no generation to prune"
                                                    : "the model has several generations")
                            .needs("a particle with 'count' above 1")
                            .have(
                                    all.isEmpty()
                                            ? "none"
                                            : String.join(
                                                    ", ", all.stream().map(Node::name).toList()))
                            .fix(
                                    all.isEmpty()
                                            ? "train a model with a generation"
                                            : "name one with --node"));
        }
        check(plan, named.get(0));
        return named.get(0);
    }

    private static void check(Plan plan, Node.Core node) {
        for (Node reader : plan.nodes()) {
            for (Source source : reader.from()) {
                if (!source.node().equals(node.name())) {
                    continue;
                }
                if (source.member().isPresent()) {
                    throw refused(node, "'%s' reads '%s'".formatted(reader.name(), source));
                }
                if (!(reader instanceof Node.Combine)) {
                    throw refused(
                            node,
                            "'%s', which reads it, is not a combiner".formatted(reader.name()));
                }
            }
        }
        boolean memberByMember =
                node.from().size() == 1
                        && node.from().get(0).member().isEmpty()
                        && plan.nodes().stream()
                                .anyMatch(
                                        other ->
                                                other.name().equals(node.from().get(0).node())
                                                        && other.count() == node.count());
        if (memberByMember) {
            throw refused(
                    node, "each member reads one of '%s'".formatted(node.from().get(0).node()));
        }
        boolean shared =
                !plan.owner(node).equals(node.name())
                        || plan.nodes().stream()
                                .anyMatch(
                                        other ->
                                                !other.name().equals(node.name())
                                                        && plan.owner(other).equals(node.name()));
        if (shared) {
            throw refused(node, "it shares its weights with another node");
        }
        if (plan.taken().containsKey(node.name()) || plan.foreign().containsKey(node.name())) {
            throw refused(node, "its weights are taken from another file");
        }
    }

    static SoraException refused(Node node, String have) {
        return new SoraException(
                Problem.of("SORA-4952", "members of '%s' cannot be dropped".formatted(node.name()))
                        .needs("a generation that only combiners read, as a whole")
                        .have(have)
                        .fix("train again with a smaller 'count'"));
    }
}
