// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.SessionOptions.Group;
import dev.sora.core.host.Nearest;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.GroupCheck;
import dev.sora.optimiser.OptimiserType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The groups of a session's weights with their optimisers; those of the plan's procedure, or none
 * if one optimiser trains all weights.
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
        if (groups.isEmpty()) {
            return new SessionGroups(plan.training().groups(), plan.training().optimisers());
        }
        if (plan.training().procedure().isPresent()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2216",
                                    "the groups do not divide the weights: the training procedure"
                                            + " divides them")
                            .where(plan.manifest().name())
                            .needs("groups, or a manifest with training.procedure; not both")
                            .have(String.join(", ", groups.stream().map(Group::name).toList()))
                            .fix("open the session without groups, or remove training.procedure"));
        }
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
        check(plan, nodes);
        return new SessionGroups(nodes, optimisers);
    }

    private static void check(Plan plan, Map<String, Set<String>> groups) {
        List<String> known = plan.nodes().stream().map(Node::name).toList();
        groups.forEach(
                (group, nodes) -> {
                    for (String node : nodes) {
                        if (!known.contains(node)) {
                            throw wrong(
                                    plan,
                                    "there is no node '%s'".formatted(node),
                                    "'%s' in group '%s'".formatted(node, group),
                                    Nearest.of(node, known)
                                            .map("did you mean '%s'?"::formatted)
                                            .orElse("name nodes of the manifest"));
                        }
                    }
                });
        GroupCheck.find(plan.graph(), groups, "group")
                .ifPresent(
                        found -> {
                            throw wrong(plan, found.what(), found.have(), found.fix());
                        });
    }

    private static SoraException wrong(Plan plan, String what, String have, String fix) {
        return new SoraException(
                Problem.of("SORA-2216", "the groups do not divide the weights: " + what)
                        .where(plan.manifest().name())
                        .needs(
                                "each of these in just one group: "
                                        + String.join(", ", GroupCheck.learning(plan.graph())))
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
