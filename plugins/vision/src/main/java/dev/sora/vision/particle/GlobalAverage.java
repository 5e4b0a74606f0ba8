// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.nn.pooling.Pool;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;

/**
 * The mean of each channel over the whole image (Lin, Chen and Yan, 2013, "Network in network").
 */
record GlobalAverage() implements UnaryParticle, OnnxExport {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return ParticlePlan.of(SignalSpec.floats(ImageSignal.of(input).channels()));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue image = inputs.get(0);
        String means = graph.node("GlobalAveragePool", List.of(image.name()), Map.of());
        return new OnnxValue(
                graph.node("Flatten", List.of(means), Map.of("axis", 1L)),
                plan(SignalSpec.of(image.spec())).output().values());
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(Pool.globalAvgPool2d(input.values()));
    }
}
