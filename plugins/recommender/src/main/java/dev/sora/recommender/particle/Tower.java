// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Fully connected layers one after the other.
 *
 * @param units the values that come out of each
 * @param activation the function of each
 * @param dropout the share of each layer's values that is dropped while training
 */
record Tower(List<Long> units, Activation activation, double dropout) {

    Tower {
        units = List.copyOf(units);
    }

    /** Returns the parameters for so many values, which may be unknown (-1). */
    List<ParameterSpec> parameters(long in) {
        List<ParameterSpec> parameters = new ArrayList<>();
        long width = in;
        for (int i = 0; i < units.size(); i++) {
            parameters.addAll(layer("dense" + (i + 1), width, units.get(i), 2));
            width = units.get(i);
        }
        return parameters;
    }

    /** Returns how many values come out of the last layer. */
    long width(long in) {
        return units.isEmpty() ? in : units.get(units.size() - 1);
    }

    /** Computes the last layer's values from {@code (batch, in)}. */
    NDArray apply(NDArray rows, Pass pass) {
        NDArray values = rows;
        for (int i = 0; i < units.size(); i++) {
            values = activation.apply(layer("dense" + (i + 1), values, pass));
            values = drop(values, dropout, pass);
        }
        return values;
    }

    /** Returns the parameters of one layer. */
    static List<ParameterSpec> layer(String name, long in, long out, double gain) {
        return List.of(
                ParameterSpec.weight(name + ".weight", Initialiser.fanIn(gain), out, in),
                ParameterSpec.bias(name + ".bias", Initialiser.zeros(), out));
    }

    /** Applies one layer, without a function. */
    static NDArray layer(String name, NDArray rows, Pass pass) {
        return Linear.linear(rows, pass.parameter(name + ".weight"), pass.parameter(name + ".bias"))
                .head();
    }

    /** Drops a share of the values while training. */
    static NDArray drop(NDArray values, double rate, Pass pass) {
        return rate > 0 && pass.training() ? pass.random().dropout(values, rate) : values;
    }
}
