// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.layers.EncoderLayer;
import dev.sora.layers.LayerNormalisation;
import dev.sora.layers.NamedInitialiser;
import dev.sora.nlp.layer.Steps;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The encoder of Vaswani et al. (2017), with the normalisation before each sublayer (Xiong et al.,
 * 2020), which is easier to train: {@code x + attention(norm(x))}, then {@code x + W relu(V
 * norm(x))}, and one normalisation at the end. No step attends to padding.
 *
 * @param units the inner size of a step; empty for the size of the input's steps
 * @param feedForward the size of the feed-forward layer; empty for four times the size of a step
 */
record TransformerEncoder(
        int layers,
        long heads,
        Optional<Long> units,
        Optional<Long> feedForward,
        float dropout,
        Positions positions)
        implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        long in = Steps.vectors(input, "transformer-encoder").dimension(1);
        long size = units.orElse(in);
        if (size > 0 && size % heads != 0) {
            throw new ShapeException(
                    "steps of a size that %d heads divide".formatted(heads),
                    Long.toString(size),
                    "set 'units' to a multiple of 'heads'");
        }
        long inner = feedForward.orElse(size < 0 ? size : 4 * size);
        List<ParameterSpec> parameters = new ArrayList<>();
        if (units.isPresent()) {
            parameters.addAll(map("input", in, size));
        }
        if (positions == Positions.LEARNED) {
            parameters.add(
                    ParameterSpec.bias(
                            Positions.PARAMETER,
                            Initialiser.normal(0.02),
                            input.values().dimension(0),
                            size));
        }
        for (int i = 0; i < layers; i++) {
            String name = "layer" + i;
            layer().parameters(size, inner).forEach(p -> parameters.add(p.within(name)));
        }
        parameters.addAll(norm("norm", size));
        return ParticlePlan.of(Steps.sequence(input, size), parameters);
    }

    private static List<ParameterSpec> map(String name, long in, long out) {
        return new DenseLayer(out, true, NamedInitialiser.GLOROT).parameters(name, in);
    }

    private static List<ParameterSpec> norm(String name, long size) {
        return LayerNormalisation.parameters(size).stream().map(p -> p.within(name)).toList();
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        Steps steps = Steps.of(input);
        NDArray values = input.values();
        if (units.isPresent()) {
            values = mapped(values, "input", pass);
        }
        values = Dropout.values(positions.add(values, pass), dropout, pass);
        Optional<NDArray> never =
                steps.never(values.getShape().get(1)).map(n -> n.expandDims(1).expandDims(1));
        for (int i = 0; i < layers; i++) {
            values = layer().apply(values, never, pass.within("layer" + i));
        }
        return steps.signal(steps.zero(normalised(values, "norm", pass)));
    }

    private EncoderLayer layer() {
        return new EncoderLayer(heads, Activation.RELU, dropout);
    }

    private static NDArray mapped(NDArray values, String name, Pass pass) {
        return DenseLayer.applyBiased(values, pass.within(name));
    }

    private static NDArray normalised(NDArray values, String name, Pass pass) {
        return LayerNormalisation.DEFAULT.apply(values, pass.within(name));
    }
}
