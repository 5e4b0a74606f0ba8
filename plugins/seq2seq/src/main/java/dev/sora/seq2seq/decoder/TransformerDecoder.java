// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import ai.djl.ndarray.NDArray;
import dev.sora.generation.StepState;
import dev.sora.generation.Stepped;
import dev.sora.generation.SteppedParticle;
import dev.sora.layers.Dropout;
import dev.sora.layers.LayerNormalisation;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decoder of Vaswani et al. (2017), with one normalisation at the end.
 *
 * @param feedForward the size of the feed-forward layer; empty for four times the size of a step
 * @param attention whether the result has what each step attends to: the mean of the heads of the
 *     last layer
 */
record TransformerDecoder(
        int layers,
        long heads,
        Optional<Long> feedForward,
        double dropout,
        boolean positions,
        boolean attention)
        implements SteppedParticle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        Two.check(inputs, "transformer-decoder");
        TensorSpec values = inputs.get(0).values();
        long size = values.dimension(1);
        if (size > 0 && size % heads != 0) {
            throw new ShapeException(
                    "steps of a size that %d heads divide".formatted(heads),
                    Long.toString(size),
                    "change 'units' of the embedding, or 'heads'");
        }
        long inner = feedForward.orElse(size < 0 ? size : 4 * size);
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            String name = "layer" + i;
            layer().parameters(size, inputs.get(1).values().dimension(1), inner)
                    .forEach(p -> parameters.add(p.within(name)));
        }
        LayerNormalisation.parameters(size).forEach(p -> parameters.add(p.within("norm")));
        return ParticlePlan.of(
                Attention.planned(
                        SignalSpec.sequence(TensorSpec.floats(values.dimension(0), size)),
                        attention),
                parameters);
    }

    private DecoderLayer layer() {
        return new DecoderLayer(heads, dropout);
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        Signal read = inputs.get(0);
        Signal memory = inputs.get(1);
        int steps = (int) read.values().getShape().get(1);
        NDArray values = begun(read.values(), 0, pass);
        Optional<NDArray> never =
                steps == 1 ? Optional.empty() : Optional.of(Positions.causal(steps, pass));
        Optional<NDArray> padding = Optional.of(padding(memory));
        NDArray attended = null;
        for (int i = 0; i < layers; i++) {
            Pass own = pass.within("layer" + i);
            DecoderLayer.Result result =
                    layer().apply(
                                    values,
                                    Optional.empty(),
                                    never,
                                    layer().memory(memory.values(), own),
                                    padding,
                                    own);
            values = result.values();
            attended = result.attention();
        }
        return shown(Signal.sequence(ended(values, pass), read.lengths()).masked(), attended);
    }

    /** Adds the mean over the heads, if it is wanted. */
    private Signal shown(Signal signal, NDArray attended) {
        return attention ? signal.with(Attention.ATTENTION, attended.mean(new int[] {1})) : signal;
    }

    private NDArray begun(NDArray values, int first, Pass pass) {
        int steps = (int) values.getShape().get(1);
        int size = (int) values.getShape().get(2);
        NDArray placed = positions ? values.add(Positions.waves(first, steps, size, pass)) : values;
        return Dropout.values(placed, dropout, pass);
    }

    private static NDArray padding(Signal memory) {
        return Positions.padding(memory.mask()).expandDims(1).expandDims(1);
    }

    private static NDArray ended(NDArray values, Pass pass) {
        return LayerNormalisation.DEFAULT.apply(values, pass.within("norm"));
    }

    @Override
    public boolean canStep(List<Boolean> growing) {
        return growing.equals(List.of(true, false));
    }

    @Override
    public StepState begin(List<Optional<Signal>> complete, int records, Pass pass) {
        Signal memory = complete.get(1).orElseThrow();
        List<NDArray> source = new ArrayList<>(List.of(padding(memory)));
        for (int i = 0; i < layers; i++) {
            DecoderLayer.Cache own = layer().memory(memory.values(), pass.within("layer" + i));
            source.add(own.keys());
            source.add(own.values());
        }
        return StepState.of(source, List.of());
    }

    @Override
    public Stepped step(List<Signal> inputs, StepState state, Pass pass) {
        List<NDArray> before = state.sequence();
        int first = before.isEmpty() ? 0 : (int) before.get(0).getShape().get(3);
        NDArray values = begun(inputs.get(0).values(), first, pass);
        Optional<NDArray> padding = Optional.of(state.source().get(0));
        List<NDArray> after = new ArrayList<>();
        NDArray attended = null;
        for (int i = 0; i < layers; i++) {
            DecoderLayer.Result result =
                    layer().apply(
                                    values,
                                    before.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(cache(before, 2 * i)),
                                    Optional.empty(),
                                    cache(state.source(), 1 + 2 * i),
                                    padding,
                                    pass.within("layer" + i));
            values = result.values();
            attended = result.attention();
            after.add(result.cache().keys());
            after.add(result.cache().values());
        }
        return Stepped.of(
                shown(inputs.get(0).withValues(ended(values, pass)), attended), state.with(after));
    }

    private static DecoderLayer.Cache cache(List<NDArray> tensors, int at) {
        return new DecoderLayer.Cache(tensors.get(at), tensors.get(at + 1));
    }
}
