// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Graph attention of Velickovic et al. (2018). For each head, {@code z = W x}, and the weight of an
 * edge from j to i is the softmax of {@code leaky(a z_j + b z_i)} over the edges that end at i and
 * i itself, with a slope of 0.2 below 0.
 *
 * @param map all heads in one map
 */
record Gat(
        DenseLayer map,
        int heads,
        boolean mean,
        boolean bias,
        Activation activation,
        double dropout,
        double attentionDropout)
        implements UnaryParticle {

    private static final String NAME = "gat";
    private static final String BIAS = "bias";
    private static final String SOURCE = "source";
    private static final String TARGET = "target";
    private static final float SLOPE = 0.2f;

    private long units() {
        return map.units() / heads;
    }

    private long width() {
        return mean ? units() : map.units();
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        List<ParameterSpec> parameters =
                new ArrayList<>(map.parameters(NodeSignal.features(input, NAME)));
        // uniform with the variance of Glorot and Bengio (2010) for a map from units to 1
        Initialiser start = Initialiser.uniform(Math.sqrt(6.0 / (units() + 1)));
        parameters.add(ParameterSpec.weight(SOURCE, start, heads, units()));
        parameters.add(ParameterSpec.weight(TARGET, start, heads, units()));
        if (bias) {
            parameters.add(ParameterSpec.bias(BIAS, Initialiser.zeros(), width()));
        }
        return ParticlePlan.of(NodeSignal.next(input, width(), NAME), parameters);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray mapped =
                map.apply(Dropout.values(input.values(), dropout, pass), pass)
                        .reshape(new Shape(-1, heads, units()));
        NDArray source = score(mapped, pass.parameter(SOURCE));
        NDArray target = score(mapped, pass.parameter(TARGET));
        Messages messages = Messages.of(input, pass.manager());
        NDArray own = leaky(source.add(target));
        NDArray across = leaky(messages.atSources(source).add(messages.atTargets(target)));
        NDArray most = pass.manager().create(greatest(own, across, messages), own.getShape());
        NDArray ownShare = own.sub(most).exp();
        NDArray shares = across.sub(messages.atTargets(most)).exp();
        NDArray sum = messages.fromEdges(shares).add(ownShare);
        NDArray kept = Dropout.values(shares, attentionDropout, pass);
        NDArray ownKept = Dropout.values(ownShare, attentionDropout, pass);

        NDArray flat = mapped.reshape(new Shape(-1, map.units()));
        NDArray weighed = spread(messages.atSources(flat), kept);
        NDArray total = messages.fromEdges(weighed).add(spread(flat, ownKept));
        NDArray joined = total.reshape(new Shape(-1, heads, units())).div(sum.expandDims(2));
        NDArray result = mean ? joined.mean(new int[] {1}) : joined.reshape(-1, map.units());
        return NodeSignal.next(
                input, activation.apply(bias ? result.add(pass.parameter(BIAS)) : result));
    }

    /** Returns the products of the heads with a vector each: {@code (nodes, heads)}. */
    private static NDArray score(NDArray mapped, NDArray vectors) {
        return mapped.mul(vectors.expandDims(0)).sum(new int[] {2});
    }

    private static NDArray leaky(NDArray values) {
        return values.getNDArrayInternal().leakyRelu(SLOPE);
    }

    /** Multiplies the values of each head by a number. */
    private NDArray spread(NDArray flat, NDArray numbers) {
        return flat.reshape(new Shape(-1, heads, units()))
                .mul(numbers.expandDims(2))
                .reshape(new Shape(-1, map.units()));
    }

    /**
     * Returns the greatest score of each node and head, on the host. A softmax does not depend on
     * what is subtracted from its scores, so this needs no gradient; without it, large scores would
     * become infinite.
     */
    private float[] greatest(NDArray own, NDArray across, Messages messages) {
        float[] most = own.toFloatArray();
        if (messages.count() > 0) {
            float[] scores = across.toFloatArray();
            int[] edges = messages.edges();
            for (int edge = 0; edge < messages.count(); edge++) {
                int at = edges[2 * edge + 1] * heads;
                for (int head = 0; head < heads; head++) {
                    most[at + head] = Math.max(most[at + head], scores[edge * heads + head]);
                }
            }
        }
        return most;
    }
}
