// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * GraphSAGE with the mean of the neighbours (Hamilton, Ying and Leskovec, 2017): {@code f(W x + V
 * mean(x_j) + b)}. The mean of no neighbours is 0.
 */
record Sage(DenseLayer own, Activation activation, double dropout, boolean normalised)
        implements UnaryParticle {

    private static final String NAME = "graphsage";
    private static final String NEIGHBOURS = "neighbours";

    /** The least length that values are divided by. */
    private static final double SMALL = 1e-12;

    @Override
    public ParticlePlan plan(SignalSpec input) {
        long features = NodeSignal.features(input, NAME);
        List<ParameterSpec> parameters = new ArrayList<>(own.parameters(features));
        parameters.addAll(neighbours().parameters(NEIGHBOURS, features));
        return ParticlePlan.of(NodeSignal.next(input, own.units(), NAME), parameters);
    }

    private DenseLayer neighbours() {
        return new DenseLayer(own.units(), false, own.start());
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray values = Dropout.values(input.values(), dropout, pass);
        // the map comes before the mean, which is the same and sums fewer values
        NDArray mapped = neighbours().apply(values, pass.within(NEIGHBOURS));
        NDArray degrees = input.part(NodeSignal.DEGREES).maximum(1).expandDims(1);
        NDArray mean = Messages.of(input, pass.manager()).fromNodes(mapped).div(degrees);
        NDArray result = activation.apply(own.apply(values, pass).add(mean));
        return NodeSignal.next(input, normalised ? unit(result) : result);
    }

    private static NDArray unit(NDArray values) {
        NDArray length = values.mul(values).sum(new int[] {1}, true).add(SMALL).sqrt();
        return values.div(length);
    }
}
