// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDList;
import ai.djl.nn.pooling.Pool;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.SignalSpec;

/**
 * The mean of each channel over the whole image (Lin, Chen and Yan, 2013, "Network in network").
 */
record GlobalAverage() implements CoreParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return ParticlePlan.of(SignalSpec.floats(ImageSignal.of(input).channels()));
    }

    @Override
    public NDList forward(NDList input, Pass pass) {
        return new NDList(Pool.globalAvgPool2d(input.head()));
    }
}
