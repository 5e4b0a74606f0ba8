// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.SessionOptions.Group;
import dev.sora.core.host.Nearest;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.particle.ParameterRole;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The groups of a session's weights with their optimisers; empty if the plan's optimiser trains all
 * weights.
 *
 * @param nodes the nodes of each group, by its name
 * @param optimisers the optimiser of each group, in the same order
 */
public record SessionGroups(
        Map<String, Set<String>> nodes, Map<String, ResolvedType<OptimiserType>> optimisers) {

    /**
     * Checks and plans groups.
     *
     * @param optimiser plans an optimiser that is not the plan's
     * @throws SoraException if a trained node is not in exactly one group
     */
    public static SessionGroups of(
            Plan plan,
            List<Group> groups,
            BiFunction<String, String, ResolvedType<OptimiserType>> optimiser) {
        Map<String, Set<String>> nodes = new LinkedHashMap<>();
        Map<String, ResolvedType<OptimiserType>> optimisers = new LinkedHashMap<>();
        for (Group group : groups) {
            nodes.put(group.name(), group.nodes());
            optimisers.put(
                    group.name(),
                    group.optimiser()
                            .map(yaml -> optimiser.apply(group.name(), yaml))
                            .orElseGet(() -> plan.training().optimiser()));
        }
        if (nodes.size() < groups.size()) {
            throw wrong(
                    plan,
                    "two groups have one name",
                    String.join(", ", groups.stream().map(Group::name).toList()),
                    "give each group a different name");
        }
        if (!groups.isEmpty()) {
            check(plan, nodes);
        }
        return new SessionGroups(nodes, optimisers);
    }

    private static void check(Plan plan, Map<String, Set<String>> groups) {
        Map<String, String> groupOf = new HashMap<>();
        Set<String> left = new TreeSet<>(learning(plan));
        groups.forEach(
                (group, nodes) -> {
                    int before = left.size();
                    for (String node : nodes) {
                        if (plan.nodes().stream().noneMatch(n -> n.name().equals(node))) {
                            throw wrong(
                                    plan,
                                    "there is no node '%s'".formatted(node),
                                    "'%s' in group '%s'".formatted(node, group),
                                    Nearest.of(node, plan.nodes().stream().map(Node::name).toList())
                                            .map("did you mean '%s'?"::formatted)
                                            .orElse("name nodes of the manifest"));
                        }
                        String other = groupOf.put(node, group);
                        if (other != null) {
                            throw wrong(
                                    plan,
                                    "node '%s' is in two groups".formatted(node),
                                    other + ", " + group,
                                    "remove it from one of them");
                        }
                        left.remove(node);
                    }
                    if (left.size() == before) {
                        throw wrong(
                                plan,
                                "no node of group '%s' has weights to train".formatted(group),
                                String.join(", ", nodes),
                                "remove the group, or add a node that learns");
                    }
                });
        if (!left.isEmpty()) {
            throw wrong(
                    plan,
                    "nodes that learn are in no group: " + String.join(", ", left),
                    "the groups " + String.join(", ", groups.keySet()),
                    "add them to a group, or write 'frozen: true' to leave them as they are");
        }
    }

    /** Returns the nodes that have their own weights to train. */
    private static List<String> learning(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> plan.owner(node).equals(node.name()) && !plan.isFrozen(node))
                .filter(
                        node ->
                                node.parameters().stream()
                                        .anyMatch(p -> p.role() != ParameterRole.BUFFER))
                .map(Node::name)
                .toList();
    }

    private static SoraException wrong(Plan plan, String what, String have, String fix) {
        return new SoraException(
                Problem.of("SORA-2216", "the groups do not divide the weights: " + what)
                        .where(plan.manifest().name())
                        .needs(
                                "each of these in just one group: "
                                        + String.join(", ", learning(plan)))
                        .have(have)
                        .fix(fix));
    }

    /** Returns the groups with their nodes and optimisers, a line each; empty if there are none. */
    String described() {
        return nodes.entrySet().stream()
                .map(
                        group ->
                                "%s%s%s%s"
                                        .formatted(
                                                group.getKey(),
                                                new TreeSet<>(group.getValue()),
                                                optimisers.get(group.getKey()).qualifiedName(),
                                                optimisers.get(group.getKey()).settings()))
                .collect(Collectors.joining("\n"));
    }
}
