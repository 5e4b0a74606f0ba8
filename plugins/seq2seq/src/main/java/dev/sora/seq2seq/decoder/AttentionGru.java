// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.generation.StepState;
import dev.sora.generation.Stepped;
import dev.sora.generation.SteppedParticle;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decoder of Bahdanau, Cho and Bengio (2015): {@code e_j = v tanh(W h + U m_j)}, {@code c = Σ
 * softmax(e)_j m_j}, {@code h' = gru(h, x, c)}, and {@code y = tanh(R [h', c, x])}. The first state
 * is {@code tanh(S mean(m))}. Unlike in the paper, the reset gate acts after the product, as in
 * fused kernels, and the last map has tanh instead of maxout.
 *
 * @param units the size of a state, of the attention and of a returned step
 * @param attention whether the result has what each step attends to
 */
record AttentionGru(long units, double dropout, boolean attention) implements SteppedParticle {

    private static final int GATES = 3;

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        Two.check(inputs, "attention-gru");
        TensorSpec values = inputs.get(0).values();
        long in = values.dimension(1);
        long memory = inputs.get(1).values().dimension(1);
        List<ParameterSpec> parameters = new ArrayList<>();
        map(parameters, "start", memory, units);
        map(parameters, "state", units, units);
        map(parameters, "memory", memory, units);
        parameters.add(ParameterSpec.weight("energy", Initialiser.fanIn(1), 1, units));
        map(parameters, "input", in, GATES * units);
        map(parameters, "context", memory, GATES * units);
        map(parameters, "hidden", units, GATES * units);
        long all = in < 0 || memory < 0 ? TensorSpec.UNKNOWN : units + memory + in;
        map(parameters, "readout", all, units);
        return ParticlePlan.of(
                Attention.planned(
                        SignalSpec.sequence(TensorSpec.floats(values.dimension(0), units)),
                        attention),
                parameters);
    }

    private static void map(List<ParameterSpec> parameters, String name, long in, long out) {
        parameters.addAll(new DenseLayer(out, true, NamedInitialiser.GLOROT).parameters(name, in));
    }

    private static NDArray mapped(NDArray values, String name, Pass pass) {
        return DenseLayer.applyBiased(values, pass.within(name));
    }

    /** The memory, its map for the attention, and a term that excludes padding. */
    private record Memory(NDArray values, NDArray mapped, NDArray padding) {

        static Memory of(Signal memory, Pass pass) {
            return new Memory(
                    memory.values(),
                    AttentionGru.mapped(memory.values(), "memory", pass),
                    Positions.padding(memory.mask()));
        }

        List<NDArray> tensors() {
            return List.of(values, mapped, padding);
        }
    }

    private static NDArray start(Signal memory, Pass pass) {
        NDArray mask = memory.mask();
        NDArray sum = mask.expandDims(1).matMul(memory.values()).squeeze(1);
        NDArray counts = mask.sum(new int[] {1}).maximum(1).expandDims(1);
        return mapped(sum.div(counts), "start", pass).tanh();
    }

    /**
     * What a state reads from the memory.
     *
     * @param context {@code (batch, features)}
     * @param weights {@code (batch, steps)}
     */
    private record Reading(NDArray context, NDArray weights) {}

    private Reading reading(NDArray state, Memory memory, Pass pass) {
        NDArray joined = memory.mapped().add(mapped(state, "state", pass).expandDims(1)).tanh();
        NDArray energies = joined.mul(pass.parameter("energy").expandDims(0)).sum(new int[] {2});
        NDArray weights = energies.add(memory.padding()).softmax(1);
        return new Reading(weights.expandDims(1).matMul(memory.values()).squeeze(1), weights);
    }

    /**
     * Returns the next state.
     *
     * @param seen the map of the step given, for all gates
     */
    private NDArray state(NDArray seen, NDArray context, NDArray state, Pass pass) {
        long[] cut = {2 * units};
        NDList given = seen.add(mapped(context, "context", pass)).split(cut, 1);
        NDList kept = mapped(state, "hidden", pass).split(cut, 1);
        NDList gates =
                given.get(0)
                        .add(kept.get(0))
                        .getNDArrayInternal()
                        .sigmoid()
                        .split(new long[] {units}, 1);
        NDArray fresh = gates.get(0).mul(kept.get(1)).add(given.get(1)).tanh();
        return state.sub(fresh).mul(gates.get(1)).add(fresh);
    }

    private NDArray read(NDArray states, NDArray contexts, NDArray values, Pass pass) {
        NDArray all = NDArrays.concat(new NDList(states, contexts, values), -1);
        return Dropout.values(mapped(all, "readout", pass).tanh(), dropout, pass);
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        NDArray values = Dropout.values(inputs.get(0).values(), dropout, pass);
        Memory memory = Memory.of(inputs.get(1), pass);
        NDArray state = start(inputs.get(1), pass);
        int steps = (int) values.getShape().get(1);
        NDList seen = mapped(values, "input", pass).split(steps, 1);
        NDList states = new NDList(steps);
        NDList contexts = new NDList(steps);
        NDList weights = new NDList(steps);
        for (NDArray step : seen) {
            Reading reading = reading(state, memory, pass);
            state = state(step.squeeze(1), reading.context(), state, pass);
            states.add(state);
            contexts.add(reading.context());
            weights.add(reading.weights());
        }
        NDArray output = read(NDArrays.stack(states, 1), NDArrays.stack(contexts, 1), values, pass);
        Signal read = Signal.sequence(output, inputs.get(0).lengths()).masked();
        return attention ? read.with(Attention.ATTENTION, NDArrays.stack(weights, 1)) : read;
    }

    @Override
    public boolean canStep(List<Boolean> growing) {
        return growing.equals(List.of(true, false));
    }

    @Override
    public StepState begin(List<Optional<Signal>> complete, int records, Pass pass) {
        Signal memory = complete.get(1).orElseThrow();
        return StepState.of(Memory.of(memory, pass).tensors(), List.of(start(memory, pass)));
    }

    @Override
    public Stepped step(List<Signal> inputs, StepState state, Pass pass) {
        List<NDArray> source = state.source();
        Memory memory = new Memory(source.get(0), source.get(1), source.get(2));
        NDArray values = inputs.get(0).values();
        NDArray before = state.sequence().get(0);
        Reading reading = reading(before, memory, pass);
        NDArray context = reading.context();
        NDArray seen = mapped(values.squeeze(1), "input", pass);
        NDArray after = state(seen, context, before, pass);
        NDArray output = read(after, context, values.squeeze(1), pass).expandDims(1);
        Signal read = inputs.get(0).withValues(output);
        return Stepped.of(
                attention ? read.with(Attention.ATTENTION, reading.weights().expandDims(1)) : read,
                state.with(List.of(after)));
    }
}
