// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Intermediates;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Combines several particles in sequence into one; the parameters of each have its name as prefix.
 */
record Chain(Map<String, UnaryParticle> parts) implements UnaryParticle, OnnxExport {

    Chain {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        SignalSpec signal = input;
        int least = 1;
        List<ParameterSpec> parameters = new ArrayList<>();
        for (Map.Entry<String, UnaryParticle> part : parts.entrySet()) {
            ParticlePlan plan = plan(part, signal, input);
            plan.parameters().forEach(p -> parameters.add(p.within(part.getKey())));
            least = Math.max(least, plan.leastRecords());
            signal = plan.output();
        }
        return ParticlePlan.of(signal, parameters).withLeastRecords(least);
    }

    /**
     * Plans the chain; shape errors refer to the chain's own input, whichever particle reports
     * them.
     */
    private static ParticlePlan plan(
            Map.Entry<String, UnaryParticle> part, SignalSpec signal, SignalSpec input) {
        try {
            return part.getValue().plan(signal);
        } catch (ShapeException e) {
            if (signal == input) {
                throw e;
            }
            throw new ShapeException(
                    e.needs(),
                    "%s, of which '%s' gets %s".formatted(input, part.getKey(), e.have()),
                    e.fix());
        }
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        Signal signal = input;
        for (Map.Entry<String, UnaryParticle> part : parts.entrySet()) {
            Signal next = part.getValue().forward(signal, pass.within(part.getKey()));
            Intermediates.free(signal, input, next);
            signal = next;
        }
        return signal;
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue value = inputs.get(0);
        for (Map.Entry<String, UnaryParticle> part : parts.entrySet()) {
            if (!(part.getValue() instanceof OnnxExport declared)) {
                throw new UnsupportedOperationException(
                        "its part '%s' declares no operators".formatted(part.getKey()));
            }
            value = declared.export(List.of(value), graph.within(part.getKey()));
        }
        return value;
    }
}
