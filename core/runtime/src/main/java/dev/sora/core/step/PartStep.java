// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.Mixtures;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Parameters;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.engine.Tape;
import dev.sora.particle.Mixing;
import dev.sora.particle.PassRandom;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.procedure.ProcedureStep;
import dev.sora.tensor.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One minibatch of a procedure. Outside of an update nothing is recorded; within one, the weights
 * of the updated part are the leaf of the tape, and all others are constants.
 */
final class PartStep implements ProcedureStep {

    /** Separates the random numbers of the procedure from those of nodes. */
    private static final String OWN = "procedure";

    /** Separates the random numbers of variations of inputs. */
    private static final String VARIED = "varied";

    private final ProcedureRun run;
    private final Minibatch batch;
    private final double factor;
    private final Network network;
    private final Plan plan;
    private final Parameters constants;
    private final Parameters.StepConstants fixed = new Parameters.StepConstants();
    private final PassRandom random;
    private final Map<String, Value> inputs = new HashMap<>();
    private final Map<String, Signal> predictions = new HashMap<>();
    private final Map<String, NDArray> losses = new LinkedHashMap<>();
    private Parameters parameters;
    private @Nullable Tape tape;

    /** How an input mixed the records, if one did. */
    private @Nullable Mixing mixing;

    private long passes;
    private long variations;

    PartStep(ProcedureRun run, Minibatch batch, double factor) {
        this.run = run;
        this.batch = batch;
        this.factor = factor;
        network = run.network();
        plan = network.graph().plan();
        constants = run.weights().views(batch.manager());
        parameters = constants;
        random =
                new PassRandom(
                        run.engine(),
                        batch.manager(),
                        PassRandom.mix(PassRandom.mix(plan.seed(), batch.draws()), OWN));
    }

    /** Returns the losses of the parts that were updated. */
    Computed result() {
        NDArray total = null;
        for (NDArray loss : losses.values()) {
            total = total == null ? loss : total.add(loss);
        }
        return new Computed(
                total == null ? batch.manager().create(0f) : total,
                losses,
                Map.of(),
                predictions,
                null);
    }

    @Override
    public long number() {
        return batch.step();
    }

    @Override
    public int records() {
        return batch.size();
    }

    @Override
    public Set<String> outputs() {
        Set<String> outputs = new LinkedHashSet<>();
        plan.nodes(Node.Output.class).forEach(output -> outputs.add(output.name()));
        return outputs;
    }

    @Override
    public NDManager manager() {
        return batch.manager();
    }

    @Override
    public PassRandom random() {
        return random;
    }

    @Override
    public Map<String, Signal> compute(Set<String> nodes, Map<String, Signal> given) {
        Set<String> known = new HashSet<>(given.keySet());
        // inputs are computed once, and given to every pass
        known.addAll(inputs(run.subgraph(nodes, given.keySet()).inputs()));
        Subgraph subgraph = run.subgraph(nodes, known);
        Map<String, Value> values = new HashMap<>();
        for (String name : subgraph.given()) {
            Signal signal = given.get(name);
            values.put(name, signal == null ? inputs.get(name) : Value.of(signal));
        }
        Map<String, Signal> signals = new LinkedHashMap<>();
        network.compute(subgraph, values, feed(parameters, passes++))
                .forEach((name, value) -> signals.put(name, single(name, value)));
        if (given.isEmpty()) {
            predictions.putAll(signals);
        }
        return signals;
    }

    private static Signal single(String name, Value value) {
        if (value.count() > 1) {
            throw new IllegalArgumentException(
                    "'%s' is a generation of %d particles".formatted(name, value.count()));
        }
        return value.member(0);
    }

    private Set<String> inputs(Set<String> names) {
        Set<String> missing = new HashSet<>(names);
        missing.removeAll(inputs.keySet());
        if (!missing.isEmpty()) {
            Feed feed = feed(constants, 0);
            inputs.putAll(network.compute(run.subgraph(missing, Set.of()), Map.of(), feed));
            feed.mixed().ifPresent(how -> mixing = how);
        }
        return names;
    }

    private Feed feed(Parameters values, long pass) {
        return drawing(values, pass == 0 ? batch.draws() : PassRandom.mix(batch.draws(), pass));
    }

    private Feed drawing(Parameters values, long draws) {
        Moment moment = Moment.training(draws);
        return new Feed(batch.inputs(), batch.targets(), values, moment, batch.manager())
                .with(batch.longest())
                .sharing(fixed);
    }

    @Override
    public Signal varied(String input) {
        long draws = PassRandom.mix(PassRandom.mix(batch.draws(), VARIED), ++variations);
        Feed feed = drawing(constants, draws);
        Subgraph subgraph = run.subgraph(Set.of(input), Set.of());
        Signal signal = single(input, network.compute(subgraph, Map.of(), feed).get(input));
        if (feed.mixed().isPresent()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2219",
                                    "'%s' mixes records, which the procedure compares"
                                            .formatted(input))
                            .where(plan.manifest().name())
                            .fix("leave out 'mixup' and 'cutmix' of the input"));
        }
        return signal;
    }

    @Override
    public Signal ask(String model) {
        AskedModel asked = run.model(model);
        inputs(asked.inputs());
        Signal answer = asked.ask(inputs, batch.manager());
        return answer.withValues(answer.values().stopGradient());
    }

    @Override
    public double lossWeight(String output) {
        return node(output).lossWeight();
    }

    private Node.Output node(String output) {
        return plan.nodes(Node.Output.class).stream()
                .filter(o -> o.name().equals(output))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no output '%s'".formatted(output)));
    }

    @Override
    public NDArray loss(String output, Signal prediction) {
        Node.Output node = node(output);
        Signal target = batch.targets().get(output);
        NDArray loss = loss(node, prediction, target);
        if (mixing != null) {
            NDArray partners = loss(node, prediction, Mixtures.partners(target, mixing));
            // a double would make the result 64-bit
            loss = loss.mul((float) mixing.share()).add(partners.mul((float) (1 - mixing.share())));
        }
        return node.lossWeight() == 1 ? loss : loss.mul((float) node.lossWeight());
    }

    private NDArray loss(Node.Output node, Signal prediction, Signal target) {
        return PluginWork.call(
                plan,
                node.planned(),
                "computed the loss of '" + node.name() + "'",
                () ->
                        network.graph()
                                .outputs()
                                .get(node.name())
                                .loss(
                                        prediction,
                                        target,
                                        network.lossPass(node, feed(parameters, 0))));
    }

    @Override
    public NDArray update(String part, Supplier<NDArray> loss) {
        if (tape != null) {
            throw new IllegalStateException("an update within an update");
        }
        ParameterLayout.Group group = run.weights().layout().groups().get(run.place(part));
        NDManager manager = batch.manager();
        NDArray value;
        NDArray gradient;
        try (Tape recorded = run.engine().openTape()) {
            tape = recorded;
            NDArray flat = run.weights().trained();
            NDArray own = Flat.part(flat, group.start(), group.end());
            NDArray leaf = recorded.watch(own);
            leaf.attach(manager);
            if (own != flat) {
                own.close();
            }
            parameters = run.weights().views(leaf, group, manager);
            value = loss.get();
            recorded.backward(value);
            gradient = recorded.gradient(leaf);
            gradient.attach(manager);
        } finally {
            tape = null;
            parameters = constants;
        }
        NDArray constant = value.stopGradient();
        constant.attach(manager);
        losses.putIfAbsent(part, constant);
        run.apply(batch, part, gradient, factor);
        fixed.forget(run.weights().layout().keys(group));
        return constant;
    }

    @Override
    public <T> T inFullPrecision(Supplier<T> work) {
        return network.inFullPrecision(work);
    }

    @Override
    public NDArray derivative(NDArray at, UnaryOperator<NDArray> value) {
        if (tape != null) {
            throw new IllegalStateException("a derivative within an update");
        }
        try (Tape recorded = run.engine().openTape()) {
            tape = recorded;
            NDArray leaf = recorded.watch(at);
            leaf.attach(batch.manager());
            recorded.backward(value.apply(leaf));
            NDArray derivative = recorded.gradient(leaf);
            derivative.attach(batch.manager());
            return derivative;
        } finally {
            tape = null;
        }
    }
}
