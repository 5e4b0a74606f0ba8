// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Particles one after the other, as one particle; each keeps its parameters under its name. */
record Chain(Map<String, UnaryParticle> parts) implements UnaryParticle {

    Chain {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        SignalSpec signal = input;
        List<ParameterSpec> parameters = new ArrayList<>();
        for (Map.Entry<String, UnaryParticle> part : parts.entrySet()) {
            ParticlePlan plan = part.getValue().plan(signal);
            plan.parameters().forEach(p -> parameters.add(p.within(part.getKey())));
            signal = plan.output();
        }
        return ParticlePlan.of(signal, parameters);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        Signal signal = input;
        for (Map.Entry<String, UnaryParticle> part : parts.entrySet()) {
            signal = part.getValue().forward(signal, pass.within(part.getKey()));
        }
        return signal;
    }
}
