// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.setting.Setting;

/**
 * Inverted dropout (Srivastava et al., 2014): in training, a fraction {@code rate} of the values is
 * set to zero, and the others are divided by {@code 1 - rate}.
 */
public final class Dropout {

    private Dropout() {}

    /** Drops single values independently. */
    public static NDArray values(NDArray values, double rate, Pass pass) {
        return rate > 0 && pass.training() ? pass.random().dropout(values, rate) : values;
    }

    /**
     * Drops features of {@code (batch, steps, features)}; for each record the same ones at every
     * step.
     */
    public static NDArray features(NDArray values, double rate, Pass pass) {
        if (rate <= 0 || !pass.training()) {
            return values;
        }
        Shape shape = values.getShape();
        return values.mul(mask(pass, rate, shape.get(0), 1, shape.get(2)));
    }

    /** Returns a mask of the values 0 and {@code 1 / (1 - rate)}. */
    public static NDArray mask(Pass pass, double rate, long... dimensions) {
        NDArray ones = pass.manager().ones(new Shape(dimensions));
        return pass.random().dropout(ones, rate);
    }

    /** Returns a setting for a rate from 0 to below 1, with 0 as default. */
    public static Setting<Double> setting(String name, String description) {
        return Setting.number(name, description).atLeast(0).below(1).orElse(0.0);
    }
}
