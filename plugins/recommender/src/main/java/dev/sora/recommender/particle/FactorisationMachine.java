// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.layers.Dropout;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The factorisation machine of Rendle (2010), "Factorization machines", of second order:
 *
 * <pre>{@code
 * w_0 + sum_i w_i x_i + sum_{i<j} (v_i . v_j) x_i x_j
 *     = w_0 + sum_i w_i x_i + 1/2 sum_f ((sum_i v_if x_i)^2 - sum_i (v_if x_i)^2)
 * }</pre>
 *
 * <p>{@code x_i} is 1 for an index and the number itself for a number.
 *
 * @param fields vectors whose first value is {@code w_i} and whose others are {@code v_i}
 * @param dropout the share of the pairs' sums that is dropped while training
 */
record FactorisationMachine(Fields fields, double dropout) implements Particle {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return ParticlePlan.of(SignalSpec.floats(1), parameters(inputs, "the machine"));
    }

    /** Returns the parameters. */
    List<ParameterSpec> parameters(List<SignalSpec> inputs, String who) {
        Fields.Count count = Fields.count(inputs, who);
        List<ParameterSpec> parameters = new ArrayList<>(fields.tables(inputs));
        parameters.addAll(fields.numbers(count));
        parameters.add(ParameterSpec.bias("bias", Initialiser.zeros(), 1));
        return parameters;
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        Parts parts = parts(inputs, pass);
        return Signal.of(score(parts, pass));
    }

    /**
     * Vectors, split into their parts.
     *
     * @param weights {@code (batch, fields, 1)}
     * @param factors {@code (batch, fields, factors)}
     */
    record Parts(NDArray weights, NDArray factors) {}

    Parts parts(List<Signal> inputs, Pass pass) {
        NDList split = fields.all(inputs, pass).split(new long[] {1}, 2);
        return new Parts(split.get(0), split.get(1));
    }

    /** Returns the value of the factorisation machine, {@code (batch, 1)}. */
    NDArray score(Parts parts, Pass pass) {
        NDArray factors = parts.factors();
        NDArray squareOfSum = factors.sum(new int[] {1}).square();
        NDArray sumOfSquares = factors.square().sum(new int[] {1});
        NDArray pairs = Dropout.values(squareOfSum.sub(sumOfSquares), dropout, pass);
        NDArray second = pairs.sum(new int[] {1}, true).mul(0.5f);
        return parts.weights().sum(new int[] {1}).add(second).add(pass.parameter("bias"));
    }
}
