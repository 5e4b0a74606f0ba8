// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDList;
import dev.sora.particle.JoiningParticle;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The multi-layer perceptron of He et al. (2017), "Neural collaborative filtering", over any number
 * of fields. Without layers it embeds the fields and no more.
 *
 * @param fields what it reads
 * @param tower the layers
 */
record NcfMlp(Fields fields, Tower tower) implements JoiningParticle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        long in = Fields.count(inputs, "the tower").row(fields.width());
        List<ParameterSpec> parameters = new ArrayList<>(fields.tables(inputs));
        parameters.addAll(tower.parameters(in));
        return new ParticlePlan(SignalSpec.floats(tower.width(in)), parameters);
    }

    @Override
    public NDList forward(List<NDList> inputs, Pass pass) {
        return new NDList(tower.apply(fields.row(inputs, pass), pass));
    }
}
