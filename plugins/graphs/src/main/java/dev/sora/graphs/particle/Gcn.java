// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import ai.djl.ndarray.NDArray;
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
import java.util.Optional;

/**
 * The graph convolution of Kipf and Welling (2017): {@code f(D^-1/2 (A + I) D^-1/2 X W + b)}, where
 * {@code D} counts the edges that end at a node, and the node itself.
 *
 * @param map {@code W}; without it, the sums are those of the values themselves (Wu et al., 2019)
 */
record Gcn(Optional<DenseLayer> map, boolean bias, Activation activation, double dropout)
        implements UnaryParticle {

    private static final String NAME = "gcn";
    private static final String BIAS = "bias";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        long features = NodeSignal.features(input, NAME);
        if (map.isEmpty()) {
            return ParticlePlan.of(NodeSignal.next(input, features, NAME));
        }
        List<ParameterSpec> parameters = new ArrayList<>(map.get().parameters(features));
        long units = map.get().units();
        if (bias) {
            parameters.add(ParameterSpec.bias(BIAS, Initialiser.zeros(), units));
        }
        return ParticlePlan.of(NodeSignal.next(input, units, NAME), parameters);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray degrees = input.part(NodeSignal.DEGREES);
        NDArray root = degrees.add(1).sqrt().expandDims(1);
        NDArray read = Dropout.values(input.values(), dropout, pass);
        NDArray mapped = map.map(layer -> layer.apply(read, pass)).orElse(read).div(root);
        NDArray sums = Messages.of(input, pass.manager()).fromNodes(mapped).add(mapped).div(root);
        NDArray values = bias && map.isPresent() ? sums.add(pass.parameter(BIAS)) : sums;
        return NodeSignal.next(input, activation.apply(values));
    }
}
