// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.optimiser.OptimiserType;
import dev.sora.particle.ParameterRole;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that nothing that is trained lies before a node through which no gradient passes. */
final class GradientCheck {

    private GradientCheck() {}

    /**
     * Adds a problem for each node that passes no gradient to a node that would learn from it: it
     * would stay as it starts, without a word.
     *
     * @param nodes each after its sources
     */
    static void check(
            TrainingPlan training,
            Collection<Node> nodes,
            Map<String, NodeKeys> keys,
            PluginCalls calls,
            PlanProblems problems) {
        Map<String, Node> byName = new LinkedHashMap<>();
        nodes.forEach(node -> byName.put(node.name(), node));
        for (Node node : nodes) {
            if (!(node instanceof Node.Core core) || core.planned().type().differentiable()) {
                continue;
            }
            Optional<String> before = trained(node, byName, keys, new HashSet<>());
            if (before.isPresent() && usesGradient(training, calls)) {
                problems.atKey(
                        node.planned().path(),
                        ManifestCode.NO_GRADIENT
                                .problem(
                                        "no gradient passes through '%s' to '%s', which is trained"
                                                .formatted(node.name(), before.get()))
                                .needs("only inputs and frozen nodes before it")
                                .fix(
                                        "set 'frozen: true' for '%s', or train it elsewhere"
                                                .formatted(before.get())));
            }
        }
    }

    private static boolean usesGradient(TrainingPlan training, PluginCalls calls) {
        ResolvedType<OptimiserType> optimiser = training.optimiser();
        return calls.call(
                        optimiser.type(),
                        optimiser.plugin(),
                        optimiser.path(),
                        () -> optimiser.type().create(optimiser.settings()).usesGradient())
                .orElse(true);
    }

    /** Returns a node before another one whose weights are trained. */
    private static Optional<String> trained(
            Node node, Map<String, Node> byName, Map<String, NodeKeys> keys, Set<String> seen) {
        return node.from().stream()
                .map(source -> byName.get(source.node()))
                .filter(source -> source != null && seen.add(source.name()))
                .map(
                        source ->
                                isTrained(source, keys)
                                        ? Optional.of(source.name())
                                        : trained(source, byName, keys, seen))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isTrained(Node node, Map<String, NodeKeys> keys) {
        NodeKeys own = keys.getOrDefault(node.name(), NodeKeys.NONE);
        NodeKeys owner =
                own.sameAs().map(name -> keys.getOrDefault(name, NodeKeys.NONE)).orElse(own);
        return !owner.frozen()
                && node.parameters().stream()
                        .anyMatch(parameter -> parameter.role() != ParameterRole.BUFFER);
    }
}
