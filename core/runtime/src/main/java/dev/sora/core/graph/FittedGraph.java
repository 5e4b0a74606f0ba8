// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDList;
import dev.sora.core.plan.Arity;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TiedParameter;
import dev.sora.core.plan.WeightsFit;
import dev.sora.generation.StepwiseOutput;
import dev.sora.particle.FittedInput;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The graph with fitted input and output particles, in which every shape is known.
 *
 * @param plan the plan that it was made from
 * @param inputs the fitted input particles by name
 * @param outputs the fitted output particles by name
 * @param shapes signal and parameters of each node, of one member if it has several
 */
public record FittedGraph(
        Plan plan,
        Map<String, FittedInput> inputs,
        Map<String, FittedOutput> outputs,
        Map<String, ParticlePlan> shapes) {

    /**
     * Plans the graph again with the shapes that the data determined.
     *
     * @throws SoraException with every shape that was unknown so far and does not fit
     */
    public static FittedGraph of(
            Plan plan, Map<String, FittedInput> inputs, Map<String, FittedOutput> outputs) {
        Map<String, ParticlePlan> shapes = new LinkedHashMap<>();
        Map<String, FittedOutput> reading = new LinkedHashMap<>(outputs);
        List<Problem> problems = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (!node.from().stream().allMatch(source -> shapes.containsKey(source.node()))) {
                // its problems may follow from those of its source
                continue;
            }
            try {
                shapes.put(
                        node.name(),
                        PluginWork.call(
                                plan,
                                node.planned(),
                                "planned '" + node.name() + "'",
                                () -> plan(node, plan, shapes, inputs, reading)));
            } catch (ShapeException e) {
                problems.add(misfit(plan, node, e));
            }
        }
        List<Node> planned =
                plan.nodes().stream().filter(node -> shapes.containsKey(node.name())).toList();
        WeightsFit.find(planned, plan::keys, node -> shapes.get(node.name()).parameters())
                .forEach(
                        misfit ->
                                problems.add(
                                        misfit.problem()
                                                .where(
                                                        plan.manifest()
                                                                .where(
                                                                        misfit.node()
                                                                                .planned()
                                                                                .path()))));
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
        return new FittedGraph(plan, inputs, Collections.unmodifiableMap(reading), shapes);
    }

    private static Problem misfit(Plan plan, Node node, ShapeException thrown) {
        return Problem.of(
                        "SORA-2390",
                        "the data that '%s' is given does not fit it".formatted(node.name()))
                .where(plan.manifest().where(node.planned().path()))
                .needs(thrown.needs())
                .have(thrown.have())
                .fix(thrown.fix());
    }

    private static ParticlePlan plan(
            Node node,
            Plan plan,
            Map<String, ParticlePlan> shapes,
            Map<String, FittedInput> inputs,
            Map<String, FittedOutput> outputs) {
        if (node instanceof Node.Input) {
            return ParticlePlan.of(inputs.get(node.name()).spec());
        }
        List<SignalSpec> signals =
                Arity.read(
                        node.planned().type(),
                        node.from(),
                        source -> {
                            int members =
                                    source.member().isPresent() ? 1 : count(plan, source.node());
                            return Collections.nCopies(members, shapes.get(source.node()).output());
                        });
        if (node instanceof Node.Combine combine) {
            return combine.combiner().plan(signals);
        }
        if (node instanceof Node.Core core) {
            return core.particle().plan(signals);
        }
        ParticlePlan planned = outputs.get(node.name()).plan(signals);
        if (outputs.get(node.name()) instanceof StepwiseOutput stepwise) {
            outputs.put(node.name(), stepwise.reading(signals));
        }
        return planned;
    }

    private static int count(Plan plan, String name) {
        return plan.nodes().stream()
                .filter(node -> node.name().equals(name))
                .mapToInt(Node::count)
                .findFirst()
                .orElse(1);
    }

    /** Converts the encoded targets of a batch to signals, for each output that has any. */
    public Map<String, Signal> targets(Map<String, NDList> encoded) {
        Map<String, Signal> targets = new LinkedHashMap<>();
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            NDList own = encoded.get(output.name());
            if (own != null) {
                targets.put(
                        output.name(),
                        PluginWork.call(
                                plan,
                                output.planned(),
                                "made the targets of '" + output.name() + "'",
                                () -> outputs.get(output.name()).target(own)));
            }
        }
        return targets;
    }

    /** Returns the signal of one member of a node. */
    public SignalSpec signal(Node node) {
        return shapes.get(node.name()).output();
    }

    /** Returns the parameters of one member of a node, without those that are of other nodes. */
    public List<ParameterSpec> parameters(Node node) {
        Map<String, TiedParameter> tied = plan.tied(node);
        List<ParameterSpec> all = shapes.get(node.name()).parameters();
        return tied.isEmpty()
                ? all
                : all.stream().filter(spec -> !tied.containsKey(spec.name())).toList();
    }

    /** Returns the names of those parameters of a node that any pass may change. */
    Set<String> buffers(Node node) {
        return parameters(node).stream()
                .filter(spec -> spec.role() == ParameterRole.BUFFER)
                .map(ParameterSpec::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
