// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Biased matrix factorisation (Koren, Bell and Volinsky, 2009, "Matrix factorization techniques for
 * recommender systems"): {@code b_u + b_i + p_u . q_i}. With a history it is SVD++ (Koren, 2008,
 * "Factorization meets the neighborhood"): {@code b_u + b_i + q_i . (p_u + |N(u)|^(-1/2) sum over j
 * in N(u) of y_j)}.
 *
 * @param width the number of factors
 * @param biases whether users and items have biases
 * @param dropout the share of the products that is dropped in training
 * @param indices how vectors are looked up
 * @param deviation the standard deviation of the initial factors; biases start at zero
 */
record Factors(long width, boolean biases, double dropout, Indices indices, double deviation)
        implements Particle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        Pair.check(inputs, 3, "mf");
        long users = Indices.rows(inputs.get(0), "the user");
        long items = Indices.rows(inputs.get(1), "the item");
        List<ParameterSpec> parameters = new ArrayList<>();
        List<String> userRows = inputs.get(0).entries();
        List<String> itemRows = inputs.get(1).entries();
        parameters.add(Indices.table("user", users, width, deviation).withRows(userRows));
        parameters.add(Indices.table("item", items, width, deviation).withRows(itemRows));
        if (biases) {
            parameters.add(Indices.table("user_bias", users, 1, 0).withRows(userRows));
            parameters.add(Indices.table("item_bias", items, 1, 0).withRows(itemRows));
        }
        if (inputs.size() == 3) {
            SignalSpec history = inputs.get(2);
            if (!history.isSequence() || !history.values().isIndices()) {
                throw new ShapeException(
                        "the history as a sequence of indices",
                        history,
                        "let the third name in 'from' be an input 'history'");
            }
            long seen = Indices.known(history.tableSize());
            parameters.add(
                    Indices.table("history", seen, width, deviation).withRows(history.entries()));
        }
        return ParticlePlan.of(SignalSpec.floats(1), parameters);
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        Runs runs = Runs.of(inputs.get(0).values(), pass);
        NDArray user = indices.drop(runs.firsts(), pass);
        NDArray item = indices.drop(inputs.get(1).values(), pass);
        NDArray left = indices.lookUp(user, pass.parameter("user"), pass);
        NDArray right = indices.lookUp(item, pass.parameter("item"), pass);
        long users = left.getShape().get(0);
        Shape byUser = new Shape(users, runs.length(), -1);
        left = left.expandDims(1);
        if (inputs.size() == 3) {
            left = left.add(history(runs, inputs.get(2), users, pass));
        }
        NDArray score = product(left, right.reshape(byUser), pass);
        if (biases) {
            NDArray userBias = indices.lookUp(user, pass.parameter("user_bias"), pass);
            NDArray itemBias = indices.lookUp(item, pass.parameter("item_bias"), pass);
            score = score.add(userBias.expandDims(1)).add(itemBias.reshape(byUser));
        }
        return Signal.of(score.reshape(new Shape(-1, 1)));
    }

    /** Returns the products, {@code (users, run, 1)}. */
    private NDArray product(NDArray left, NDArray right, Pass pass) {
        if (left.getShape().equals(right.getShape()) || dropout > 0 && pass.training()) {
            return Dropout.values(left.mul(right), dropout, pass).sum(new int[] {2}, true);
        }
        return right.matMul(left.swapAxes(1, 2));
    }

    /**
     * Returns {@code (users, 1, width)}, or a vector for each member of a run if histories differ.
     */
    private NDArray history(Runs runs, Signal history, long users, Pass pass) {
        Signal firsts = runs.firstsOf(history);
        NDArray table = pass.parameter("history");
        NDArray pooled = Pooling.SQRT.of(firsts.values(), firsts.lengths(), table, indices, pass);
        return pooled.reshape(new Shape(users, -1, width));
    }
}
