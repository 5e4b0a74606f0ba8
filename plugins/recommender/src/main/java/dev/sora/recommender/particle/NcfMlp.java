// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The multi-layer perceptron of He et al. (2017), "Neural collaborative filtering", over any number
 * of fields. Without layers it only embeds the fields.
 *
 * @param fields the fields
 * @param tower the layers
 */
record NcfMlp(Fields fields, Tower tower) implements Particle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        long in = Fields.count(inputs, "the tower").row(fields.width());
        List<ParameterSpec> parameters = new ArrayList<>(fields.tables(inputs));
        parameters.addAll(tower.parameters(in));
        return ParticlePlan.of(SignalSpec.floats(tower.width(in)), parameters);
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        return Signal.of(tower.apply(fields.row(inputs, pass), pass));
    }
}
