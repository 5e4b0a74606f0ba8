// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * The map {@code W x + b} of a whole record to {@code units} values, with the parameters {@code
 * weight (units, in)} and {@code bias (units)}.
 *
 * @param units the number of outputs; may be unknown (-1) while planning
 * @param bias whether a bias is added
 * @param start the initial weights
 */
public record AffineMap(long units, boolean bias, WeightStart start) {

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    /** Returns the parameters for {@code in} inputs, which may be unknown (-1). */
    public List<ParameterSpec> parameters(long in) {
        List<ParameterSpec> parameters = new ArrayList<>(2);
        parameters.add(ParameterSpec.weight(WEIGHT, start.weight(in, units), units, in));
        if (bias) {
            parameters.add(ParameterSpec.bias(BIAS, start.bias(in), units));
        }
        return parameters;
    }

    /** Computes {@code (batch, units)}. */
    public NDArray apply(Signal input, Pass pass) {
        return apply(Signals.rows(input), pass);
    }

    /**
     * Computes {@code (batch, units)} from {@code (batch, in)}, also for each step of sequences.
     */
    public NDArray apply(NDArray rows, Pass pass) {
        return linear(rows, pass.parameter(WEIGHT), bias ? pass.parameter(BIAS) : null);
    }

    /**
     * Computes {@code (batch, count, units)}, the results of {@code count} maps of one signal, in
     * one product: the weights of all maps form the weights of one wide map.
     */
    public NDArray applyAll(Signal input, Pass pass, int count) {
        NDArray weight = pass.parameter(WEIGHT);
        long in = weight.getShape().get(2);
        NDArray wide = weight.reshape(new Shape(count * units, in));
        NDArray shift = bias ? pass.parameter(BIAS).reshape(new Shape(count * units)) : null;
        return linear(Signals.rows(input), wide, shift).reshape(new Shape(-1, count, units));
    }

    private static NDArray linear(NDArray rows, NDArray weight, NDArray bias) {
        return Linear.linear(rows, weight, bias).head();
    }
}
