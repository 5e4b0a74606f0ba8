// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.generation.ContinuingOutput;
import dev.sora.generation.GeneratingOutput;
import dev.sora.generation.StepState;
import dev.sora.generation.Stepped;
import dev.sora.generation.SteppedParticle;
import dev.sora.generation.StepwiseOutput;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Computes the next steps of a batch of sequences, which grow together. Each step frees what the
 * one before it computed, except the state. Used by one thread.
 */
public final class Decoder implements AutoCloseable {

    private final Network network;
    private final GrowingPath path;
    private final Feed feed;
    private final NDManager own;
    private Map<String, Value> complete;
    private final Map<String, StepState> states = new LinkedHashMap<>();
    private NDManager step;

    /** Owns what stays until other records are selected. */
    private NDManager stay;

    private NDArray soFar;

    /**
     * Creates a decoder before the first symbol.
     *
     * @param complete the values of the path's complete nodes
     * @param records the number of records
     * @param feed the parameters and the moment; the inputs are not read
     */
    Decoder(
            Network network,
            GrowingPath path,
            Map<String, Value> complete,
            int records,
            Feed feed) {
        this.network = network;
        this.path = path;
        this.complete = complete;
        this.own = feed.manager().newSubManager();
        this.stay = own.newSubManager();
        this.feed = feed.in(stay);
        if (path.stepped()) {
            for (WiredNode node : path.nodes()) {
                if (node.node() instanceof Node.Core core
                        && core.particle() instanceof SteppedParticle particle) {
                    begin(node, core, particle, records);
                }
            }
        }
    }

    private void begin(WiredNode wired, Node.Core core, SteppedParticle particle, int records) {
        List<Optional<Signal>> signals = new ArrayList<>();
        for (Source source : core.from()) {
            signals.add(Optional.ofNullable(complete.get(source.node())).map(v -> v.member(0)));
        }
        network.work(
                wired,
                () ->
                        states.put(
                                wired.name(),
                                particle.begin(signals, records, network.pass(wired, feed))));
    }

    /**
     * Adds a symbol to each sequence.
     *
     * @param symbols one for each sequence
     * @return the logits of the symbols after them, {@code (sequences, symbols)}, valid until the
     *     next call
     */
    public NDArray next(int[] symbols) {
        GeneratingOutput output = (GeneratingOutput) output();
        return advance(manager -> manager.create(symbols).expandDims(1), output::next);
    }

    /**
     * Adds a symbol to each sequence, to learn what the step attends to.
     *
     * @param symbols one for each sequence
     * @return the attention of each sequence, {@code (sequences, places)}, valid until the next
     *     call
     */
    public NDArray attention(int[] symbols) {
        GeneratingOutput output = (GeneratingOutput) output();
        return advance(manager -> manager.create(symbols).expandDims(1), output::attention);
    }

    /**
     * Adds a step of numbers to each sequence.
     *
     * @param values the numbers of the step, {@code (sequences, width)}
     * @param levels where in its distribution each number of the next step is, of the same size
     * @return the next step, valid until the next call
     */
    public NDArray next(float[] values, float[] levels) {
        ContinuingOutput output = (ContinuingOutput) output();
        int width = output.continuation().width();
        Shape shape = new Shape(values.length / width, width);
        return advance(
                manager -> manager.create(values, shape).expandDims(1),
                (inputs, pass) -> output.next(inputs, pass.manager().create(levels, shape), pass));
    }

    /** Returns the first step of sequences of numbers, {@code (records, width)}. */
    public NDArray begin() {
        WiredNode wired = path.output();
        List<Optional<Signal>> signals = new ArrayList<>();
        for (Source source : wired.node().from()) {
            signals.add(Optional.ofNullable(complete.get(source.node())).map(v -> v.member(0)));
        }
        NDArray[] first = new NDArray[1];
        network.work(
                wired,
                () ->
                        first[0] =
                                ((ContinuingOutput) output())
                                        .begin(signals, network.pass(wired, feed)));
        return first[0];
    }

    private StepwiseOutput output() {
        return (StepwiseOutput) network.graph().outputs().get(path.output().name());
    }

    private NDArray advance(
            Function<NDManager, NDArray> newest, BiFunction<List<Signal>, Pass, NDArray> output) {
        NDManager before = step;
        step = own.newSubManager();
        states.replaceAll((name, state) -> attached(state));
        NDArray added = newest.apply(step);
        NDArray next = path.stepped() ? stepped(added, output) : whole(added, output);
        next.attach(step);
        if (before != null) {
            before.close();
        }
        return next;
    }

    private StepState attached(StepState state) {
        state.sequence().forEach(tensor -> tensor.attach(step));
        return state;
    }

    private NDArray stepped(NDArray newest, BiFunction<List<Signal>, Pass, NDArray> output) {
        Feed now = feed.in(step);
        Map<String, Value> values = new HashMap<>(complete);
        values.put(path.soFar(), sequence(newest));
        for (WiredNode wired : path.nodes()) {
            StepState state = states.get(wired.name());
            if (state == null) {
                network.work(
                        wired, () -> values.put(wired.name(), network.compute(wired, values, now)));
                continue;
            }
            network.work(
                    wired,
                    () -> {
                        Node.Core core = (Node.Core) wired.node();
                        Stepped stepped =
                                ((SteppedParticle) core.particle())
                                        .step(
                                                Network.inputs(core, values),
                                                state,
                                                network.pass(wired, now));
                        values.put(wired.name(), Value.of(stepped.output()));
                        states.put(wired.name(), stepped.state());
                    });
        }
        states.replaceAll((name, state) -> attached(state));
        return answer(values, now, output);
    }

    private NDArray whole(NDArray newest, BiFunction<List<Signal>, Pass, NDArray> output) {
        Feed now = feed.in(step);
        NDArray all = newest;
        if (soFar != null) {
            soFar.attach(step);
            all = soFar.concat(newest, 1);
        }
        soFar = all;
        Map<String, Value> values = new HashMap<>(complete);
        values.put(path.soFar(), sequence(all));
        for (WiredNode node : path.nodes()) {
            network.work(node, () -> values.put(node.name(), network.compute(node, values, now)));
        }
        NDArray next = answer(values, now, output);
        soFar.attach(step);
        return next;
    }

    private static Value sequence(NDArray symbols) {
        int records = (int) symbols.getShape().get(0);
        int steps = (int) symbols.getShape().get(1);
        NDArray lengths = symbols.getManager().full(new Shape(records), steps, DataType.INT32);
        return Value.of(Signal.sequence(symbols, lengths));
    }

    private NDArray answer(
            Map<String, Value> values, Feed now, BiFunction<List<Signal>, Pass, NDArray> output) {
        WiredNode wired = path.output();
        NDArray[] next = new NDArray[1];
        network.work(
                wired,
                () ->
                        next[0] =
                                output.apply(
                                        Network.inputs(wired.node(), values),
                                        network.pass(wired, now)));
        return next[0];
    }

    /**
     * Continues with other sequences.
     *
     * @param rows the numbers of the sequences to continue with
     * @param ofSameRecord whether each of them continues a sequence of the same record as the one
     *     that it replaces, so that all that depends on the record alone stays
     */
    public void select(long[] rows, boolean ofSameRecord) {
        if (step == null) {
            step = own.newSubManager();
        }
        NDArray numbers = step.create(rows);
        NDManager before = stay;
        if (!ofSameRecord) {
            stay = own.newSubManager();
        }
        states.replaceAll(
                (name, state) ->
                        new StepState(
                                ofSameRecord ? state.source() : kept(state.source(), numbers),
                                state.sequence().stream()
                                        .map(tensor -> Rows.select(tensor, numbers))
                                        .toList()));
        if (soFar != null) {
            soFar = Rows.select(soFar, numbers);
        }
        if (!ofSameRecord) {
            Map<String, Value> selected = new HashMap<>();
            complete.forEach(
                    (name, value) ->
                            selected.put(
                                    name,
                                    Value.of(
                                            value.members().stream()
                                                    .map(m -> kept(m, numbers))
                                                    .toList())));
            complete = selected;
            // the sequences were moved to the step
            before.close();
        }
    }

    /** Selects tensors that stay for several steps. */
    private List<NDArray> kept(List<NDArray> tensors, NDArray rows) {
        List<NDArray> selected = new ArrayList<>();
        for (NDArray tensor : tensors) {
            NDArray rest = Rows.select(tensor, rows);
            rest.attach(stay);
            selected.add(rest);
        }
        return selected;
    }

    private Signal kept(Signal signal, NDArray rows) {
        Signal selected = Rows.select(signal, rows);
        selected.parts().values().forEach(part -> part.attach(stay));
        return selected;
    }

    @Override
    public void close() {
        own.close();
    }
}
