// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Dropout;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/**
 * Generalised matrix factorisation (He et al., 2017, "Neural collaborative filtering"): the
 * element-wise product of the vectors of a user and an item.
 *
 * @param width the number of factors
 * @param dropout the share of the products that is dropped in training
 * @param indices how vectors are looked up
 * @param deviation the standard deviation of the initial vectors
 */
record Gmf(long width, double dropout, Indices indices, double deviation) implements Particle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        Pair.check(inputs, 2, "gmf");
        return ParticlePlan.of(
                SignalSpec.floats(width),
                Indices.table("user", Indices.rows(inputs.get(0), "the user"), width, deviation)
                        .withRows(inputs.get(0).entries()),
                Indices.table("item", Indices.rows(inputs.get(1), "the item"), width, deviation)
                        .withRows(inputs.get(1).entries()));
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        Runs runs = Runs.of(inputs.get(0).values(), pass);
        NDArray user = indices.drop(runs.firsts(), pass);
        NDArray item = indices.drop(inputs.get(1).values(), pass);
        NDArray left = indices.lookUp(user, pass.parameter("user"), pass);
        NDArray right = indices.lookUp(item, pass.parameter("item"), pass);
        if (runs.length() > 1) {
            left = left.expandDims(1);
            right = right.reshape(new Shape(left.getShape().get(0), -1, width));
        }
        NDArray product = left.mul(right).reshape(new Shape(-1, width));
        return Signal.of(Dropout.values(product, dropout, pass));
    }
}
