// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.nn.pooling.Pool;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;

/**
 * The mean of each channel over the whole image (Lin, Chen and Yan, 2013, "Network in network").
 */
record GlobalAverage() implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return ParticlePlan.of(SignalSpec.floats(ImageSignal.of(input).channels()));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(Pool.globalAvgPool2d(input.values()));
    }
}
