// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.io.Digests;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.GraphPlan;
import dev.sora.core.plan.PlannedProcedure;
import dev.sora.core.plan.PlannedProcedure.AskedModel;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.optimiser.OptimiserType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the procedure of a training with the planned nodes. */
final class ProcedurePlanner {

    private final GraphPlan graph;
    private final boolean dataNeeded;
    private final PluginCalls calls;
    private final PlanProblems problems;

    /**
     * Creates a planner.
     *
     * @param dataNeeded whether the plan is for a training, for which the models that the procedure
     *     asks must exist
     */
    ProcedurePlanner(
            GraphPlan graph, boolean dataNeeded, PluginCalls calls, PlanProblems problems) {
        this.graph = graph;
        this.dataNeeded = dataNeeded;
        this.calls = calls;
        this.problems = problems;
    }

    /**
     * Plans a procedure; empty if that fails, which adds a problem.
     *
     * @param own the optimisers of parts that have their own
     * @param others the optimiser of all other parts
     */
    Optional<PlannedProcedure> plan(
            ResolvedType<ProcedureType> planned,
            Map<String, ResolvedType<OptimiserType>> own,
            ResolvedType<OptimiserType> others) {
        String path = planned.path();
        int before = problems.count();
        Optional<Procedure> procedure =
                calls.call(
                        planned.type(),
                        planned.plugin(),
                        path,
                        () -> planned.type().create(planned.settings()));
        Optional<ProcedurePlan> plan =
                procedure.flatMap(
                        p ->
                                calls.call(
                                        planned.type(),
                                        planned.plugin(),
                                        path,
                                        () -> p.plan(new PlannedGraph(graph))));
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Set<String>> parts = learning(plan.get().parts());
        GroupCheck.find(graph, parts, "part")
                .ifPresent(
                        found ->
                                problems.at(
                                        path,
                                        ManifestCode.PROCEDURE
                                                .problem(
                                                        "the parts of '%s' do not divide the weights: %s"
                                                                .formatted(
                                                                        planned.type()
                                                                                .descriptor()
                                                                                .name(),
                                                                        found.what()))
                                                .needs(found.needs())
                                                .have(found.have())
                                                .fix(found.fix())));
        Map<String, AskedModel> models = new LinkedHashMap<>();
        plan.get().models().forEach((name, node) -> models.put(name, asked(path, node)));
        Map<String, ResolvedType<OptimiserType>> optimisers = new LinkedHashMap<>();
        parts.keySet().forEach(part -> optimisers.put(part, own.getOrDefault(part, others)));
        checkOptimisers(own.keySet(), optimisers, lowersSum(planned, procedure.orElseThrow()));
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(
                        new PlannedProcedure(
                                planned, procedure.orElseThrow(), parts, optimisers, models));
    }

    /** Returns the nodes that own trained weights of each part. */
    private Map<String, Set<String>> learning(Map<String, Set<String>> parts) {
        Map<String, Set<String>> learning = new LinkedHashMap<>();
        Set<String> all = new LinkedHashSet<>(GroupCheck.learning(graph));
        parts.forEach(
                (part, nodes) -> {
                    Set<String> owners = new LinkedHashSet<>();
                    graph.nodes().stream()
                            .filter(node -> nodes.contains(node.name()))
                            .map(graph::owner)
                            .filter(all::contains)
                            .forEach(owners::add);
                    learning.put(part, owners);
                });
        return learning;
    }

    private AskedModel asked(String path, ProcedurePlan.ModelNode node) {
        Path file = node.file();
        if (!dataNeeded || !Files.exists(file)) {
            // as a file of data, it need not exist before the training
            return new AskedModel(file, node.node(), node.like(), 0, "");
        }
        try {
            ModelPackage.read(file);
            return new AskedModel(
                    file, node.node(), node.like(), file.toFile().length(), Digests.sha256(file));
        } catch (SoraException e) {
            for (Problem problem : e.problems()) {
                problems.at(path, problem);
            }
            return new AskedModel(file, node.node(), node.like(), 0, "");
        }
    }

    private void checkOptimisers(
            Set<String> own, Map<String, ResolvedType<OptimiserType>> optimisers, boolean sum) {
        for (String part : own) {
            if (!optimisers.containsKey(part)) {
                problems.atKey(
                        "training.optimisers." + part,
                        ManifestCode.PROCEDURE
                                .problem("the procedure has no part '%s'".formatted(part))
                                .have(String.join(", ", optimisers.keySet()))
                                .fix(
                                        problems.didYouMean(
                                                part,
                                                optimisers.keySet(),
                                                "name one of these parts")));
            }
        }
        if (sum) {
            return;
        }
        new LinkedHashSet<>(optimisers.values())
                .forEach(
                        optimiser ->
                                calls.call(
                                                optimiser.type(),
                                                optimiser.plugin(),
                                                optimiser.path(),
                                                () ->
                                                        optimiser
                                                                .type()
                                                                .create(optimiser.settings())
                                                                .usesGradient())
                                        .filter(uses -> !uses)
                                        .ifPresent(
                                                uses ->
                                                        problems.at(
                                                                optimiser.path(),
                                                                none(optimiser))));
    }

    /** Returns whether parts may have optimisers that measure the sum of all losses. */
    private boolean lowersSum(ResolvedType<ProcedureType> planned, Procedure procedure) {
        return calls.call(
                        planned.type(),
                        planned.plugin(),
                        planned.path(),
                        procedure::lowersSumOfLosses)
                .orElse(false);
    }

    private static Problem none(ResolvedType<OptimiserType> optimiser) {
        return ManifestCode.PROCEDURE
                .problem(
                        "'%s' uses no gradient, which the parts of a procedure learn from"
                                .formatted(optimiser.type().descriptor().name()))
                .needs("an optimiser that uses the gradient")
                .fix("use another optimiser, such as adam");
    }
}
