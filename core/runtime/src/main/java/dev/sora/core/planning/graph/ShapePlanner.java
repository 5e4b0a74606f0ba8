// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Arity;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.Source;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.planning.graph.NodeDefinition.Reference;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.particle.DefinedParticleType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.State;
import dev.sora.plugin.SoraType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Creates the nodes and lets each plan its signal from its sources. A node that depends on a failed
 * node is skipped: its problems may follow from those of the failed one.
 */
public final class ShapePlanner {

    private final Optional<Map<String, State>> saved;
    private final PluginCalls calls;
    private final PlanProblems problems;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> leastRecords = new HashMap<>();

    /**
     * Creates a planner.
     *
     * @param saved what the types of a package saved, by node; empty where nothing has been saved,
     *     and types read what defines their particles
     */
    public ShapePlanner(
            Optional<Map<String, State>> saved, PluginCalls calls, PlanProblems problems) {
        this.saved = saved;
        this.calls = calls;
        this.problems = problems;
    }

    /** Plans nodes that have no problems, in order. */
    public Map<String, Node> plan(List<NodeDefinition> ordered) {
        for (NodeDefinition draft : ordered) {
            boolean ready =
                    draft.from().stream().allMatch(r -> nodes.containsKey(r.source().node()));
            if (ready) {
                node(draft).ifPresent(node -> nodes.put(draft.name(), node));
            }
        }
        return nodes;
    }

    /** Returns the number of records that a minibatch needs to train a node. */
    public int leastRecords(Node node) {
        return leastRecords.getOrDefault(node.name(), 1);
    }

    /** Stores what a node needs beside its signal and its parameters. */
    private ParticlePlan noted(NodeDefinition draft, ParticlePlan plan) {
        leastRecords.put(draft.name(), plan.leastRecords());
        return plan;
    }

    private Optional<? extends Node> node(NodeDefinition draft) {
        return draft.is(InputType.KIND)
                ? input(draft)
                : draft.is(CombinerType.KIND)
                        ? combine(draft)
                        : draft.is(OutputType.KIND) ? output(draft) : core(draft);
    }

    private Optional<Node.Input> input(NodeDefinition draft) {
        ResolvedType<InputType> planned = planned(draft, InputType.class);
        Optional<InputParticle> particle =
                call(draft, () -> planned.type().create(planned.settings()));
        return particle.flatMap(
                p -> call(draft, p::spec).map(s -> new Node.Input(draft.name(), planned, p, s)));
    }

    private Optional<Node.Core> core(NodeDefinition draft) {
        ResolvedType<ParticleType> planned = planned(draft, ParticleType.class);
        Optional<State> definition =
                planned.type() instanceof DefinedParticleType defined
                        ? definition(draft, () -> defined.define(planned.settings()))
                        : Optional.empty();
        Optional<Particle> particle =
                planned.type() instanceof DefinedParticleType defined
                        ? definition.flatMap(
                                state ->
                                        call(
                                                draft,
                                                () -> defined.create(planned.settings(), state)))
                        : call(draft, () -> planned.type().create(planned.settings()));
        return particle.flatMap(
                p ->
                        this.<ParticlePlan>call(draft, () -> p.plan(signals(draft)))
                                .map(s -> noted(draft, s))
                                .map(
                                        s ->
                                                new Node.Core(
                                                        draft.name(),
                                                        planned,
                                                        p,
                                                        sources(draft),
                                                        draft.count(),
                                                        s.output(),
                                                        s.parameters(),
                                                        definition)));
    }

    /** Returns what defines a particle: from its package, or read now. */
    private Optional<State> definition(NodeDefinition draft, Supplier<State> read) {
        Optional<State> there =
                draft.keys()
                        .taken()
                        .flatMap(TakenNode::state)
                        .or(() -> saved.map(states -> states.get(draft.name())));
        if (there.isPresent()) {
            return there;
        }
        if (saved.isPresent() || draft.keys().taken().isPresent()) {
            // a package must not make Sora read other files
            problems.at(
                    draft.path(),
                    ManifestCode.UNDEFINED
                            .problem("the package lacks what defines '%s'".formatted(draft.name()))
                            .fix("train again, or use another copy of the package"));
            return Optional.empty();
        }
        return call(draft, read);
    }

    private Optional<Node.Combine> combine(NodeDefinition draft) {
        ResolvedType<CombinerType> planned = planned(draft, CombinerType.class);
        Optional<Combiner> combiner = call(draft, () -> planned.type().create(planned.settings()));
        return combiner.flatMap(
                c ->
                        this.<ParticlePlan>call(draft, () -> c.plan(signals(draft)))
                                .map(s -> noted(draft, s))
                                .map(
                                        s ->
                                                new Node.Combine(
                                                        draft.name(),
                                                        planned,
                                                        c,
                                                        sources(draft),
                                                        s.output(),
                                                        s.parameters())));
    }

    private Optional<Node.Output> output(NodeDefinition draft) {
        ResolvedType<OutputType> planned = planned(draft, OutputType.class);
        Optional<OutputParticle> particle =
                call(draft, () -> planned.type().create(planned.settings()));
        return particle.flatMap(
                p ->
                        this.<ParticlePlan>call(draft, () -> p.plan(signals(draft)))
                                .map(s -> noted(draft, s))
                                .map(
                                        s ->
                                                new Node.Output(
                                                        draft.name(),
                                                        planned,
                                                        p,
                                                        sources(draft),
                                                        s.output(),
                                                        s.parameters(),
                                                        draft.output().lossWeight(),
                                                        draft.output().metrics())));
    }

    private <R> Optional<R> call(NodeDefinition draft, Supplier<R> action) {
        Found found = draft.found().orElseThrow();
        try {
            return calls.call(found, draft.path(), action);
        } catch (ShapeException e) {
            misfit(draft, found, e);
            return Optional.empty();
        }
    }

    private void misfit(NodeDefinition draft, Found found, ShapeException misfit) {
        String type = found.type().descriptor().name();
        String from =
                String.join(", ", draft.from().stream().map(r -> r.source().toString()).toList());
        ManifestCode code = ManifestCode.PARTICLE_SHAPE;
        String message =
                "'%s' (%s) cannot take the signal of '%s'".formatted(draft.name(), type, from);
        if (draft.is(InputType.KIND)) {
            message =
                    "the settings of '%s' (%s) do not fit each other".formatted(draft.name(), type);
        } else if (draft.is(CombinerType.KIND)) {
            code = ManifestCode.COMBINER_SHAPE;
            message = "'%s' (%s) cannot join %s".formatted(draft.name(), type, from);
        } else if (draft.is(OutputType.KIND)) {
            code = ManifestCode.OUTPUT_SHAPE;
        }
        problems.atKey(
                draft.path(),
                code.problem(message).needs(misfit.needs()).have(misfit.have()).fix(misfit.fix()));
    }

    /** Returns the signals that one member of the node reads. */
    private List<SignalSpec> signals(NodeDefinition draft) {
        return Arity.read(
                draft.found().orElseThrow().type(),
                sources(draft),
                source -> {
                    Node node = nodes.get(source.node());
                    int members = source.member().isPresent() ? 1 : node.count();
                    return Collections.nCopies(members, node.signal());
                });
    }

    private static List<Source> sources(NodeDefinition draft) {
        return draft.from().stream().map(Reference::source).toList();
    }

    private static <T extends SoraType> ResolvedType<T> planned(
            NodeDefinition draft, Class<T> type) {
        Found found = draft.found().orElseThrow();
        return new ResolvedType<>(
                draft.path(), type.cast(found.type()), found.plugin(), draft.settings());
    }
}
