// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * The map {@code W x + b} to {@code units} values, with the parameters {@code weight (units, in)}
 * and {@code bias (units)}.
 *
 * <p>A particle with several layers gives each a name, in its plan with {@link
 * ParameterSpec#within} and in its pass with {@link Pass#within}.
 *
 * @param units the number of outputs; may be unknown (-1) while planning
 * @param bias whether a bias is added
 * @param start the initial values
 */
public record DenseLayer(long units, boolean bias, DenseInitialiser start) {

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

    /** Returns the parameters for {@code in} inputs, named {@code prefix.weight} and so on. */
    public List<ParameterSpec> parameters(String prefix, long in) {
        return parameters(in).stream().map(spec -> spec.within(prefix)).toList();
    }

    /** Computes {@code (batch, …, units)} from {@code (batch, …, in)}. */
    public NDArray apply(NDArray rows, Pass pass) {
        return bias ? applyBiased(rows, pass) : linear(rows, pass.parameter(WEIGHT), null);
    }

    /**
     * Computes {@code (batch, …, units)} with the parameters {@code weight} and {@code bias} of a
     * pass, which alone determine the result.
     */
    public static NDArray applyBiased(NDArray rows, Pass pass) {
        return linear(rows, pass.parameter(WEIGHT), pass.parameter(BIAS));
    }

    /**
     * Computes {@code (batch, count, units)}, the results of {@code count} layers with the same
     * input {@code (batch, in)}, in one product: the weights of all layers form the weights of one
     * wide layer.
     */
    public NDArray applyAll(NDArray rows, Pass pass, int count) {
        NDArray weight = pass.parameter(WEIGHT);
        long in = weight.getShape().get(2);
        NDArray wide = weight.reshape(new Shape(count * units, in));
        NDArray shift = bias ? pass.parameter(BIAS).reshape(new Shape(count * units)) : null;
        return linear(rows, wide, shift).reshape(new Shape(-1, count, units));
    }

    private static NDArray linear(NDArray rows, NDArray weight, NDArray bias) {
        return Linear.linear(rows, weight, bias).head();
    }
}
