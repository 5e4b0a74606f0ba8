// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.particle.GenerationParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.standard.layer.Activation;
import dev.sora.standard.layer.AffineMap;
import dev.sora.standard.layer.Signals;
import dev.sora.tensor.SignalSpec;

/** A fully connected particle {@code f(W x + b)}; a generation of them is one product. */
record Dense(AffineMap map, Activation activation) implements GenerationParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        long in = Signals.width(input, "dense");
        return new ParticlePlan(SignalSpec.floats(map.units()), map.parameters(in));
    }

    @Override
    public NDList forward(NDList input, Pass pass) {
        return new NDList(activation.apply(map.apply(input, pass)));
    }

    @Override
    public NDArray forwardAll(NDList input, Pass pass, int count) {
        return activation.apply(map.applyAll(input, pass, count));
    }
}
