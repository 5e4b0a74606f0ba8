// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Initialiser;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/** Predicts a box; it learns nothing from the data in advance. */
record Box(String column, String picture) implements OutputParticle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        SignalSpec features = inputs.get(0);
        SignalSpec seen = inputs.get(inputs.size() - 1);
        if (inputs.size() != 2 || features.values().rank() != 1) {
            throw new ShapeException(
                    "a vector of features, and the picture", features, "from: [features, image]");
        }
        if (!seen.has(Signal.TRANSFORM)) {
            throw new ShapeException(
                    "a picture that tells what was done to it",
                    seen,
                    "set 'transform: true' on the input");
        }
        long width = features.values().shape().get(0);
        return ParticlePlan.of(
                SignalSpec.floats(4).with(Signal.TRANSFORM, seen.part(Signal.TRANSFORM)),
                ParameterSpec.weight("weight", Initialiser.fanIn(1), 4, width),
                ParameterSpec.bias("bias", Initialiser.zeros(), 4));
    }

    @Override
    public FittedOutput fit(Records records) {
        return new FittedBox(this);
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedBox(this);
    }
}
