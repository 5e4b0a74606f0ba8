// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDList;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Particles one after the other, as one particle; each keeps its parameters under its name. */
record Chain(Map<String, CoreParticle> parts) implements CoreParticle {

    Chain {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        SignalSpec signal = input;
        List<ParameterSpec> parameters = new ArrayList<>();
        for (Map.Entry<String, CoreParticle> part : parts.entrySet()) {
            ParticlePlan plan = part.getValue().plan(signal);
            plan.parameters().forEach(p -> parameters.add(p.within(part.getKey())));
            signal = plan.output();
        }
        return new ParticlePlan(signal, parameters);
    }

    @Override
    public NDList forward(NDList input, Pass pass) {
        NDList signal = input;
        for (Map.Entry<String, CoreParticle> part : parts.entrySet()) {
            signal = part.getValue().forward(signal, pass.within(part.getKey()));
        }
        return signal;
    }
}
