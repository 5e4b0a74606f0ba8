// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;

/**
 * Inverted dropout (Srivastava et al., 2014): the values that remain are multiplied by 1/(1 -
 * rate).
 */
public final class Drop {

    private Drop() {}

    /** Drops single values independently. */
    public static NDArray values(NDArray values, float rate, Pass pass) {
        return pass.training() && rate > 0 ? pass.random().dropout(values, rate) : values;
    }

    /**
     * Drops features of {@code (batch, steps, features)}; for each record the same ones at every
     * step.
     */
    public static NDArray features(NDArray values, float rate, Pass pass) {
        if (!pass.training() || rate <= 0) {
            return values;
        }
        Shape shape = values.getShape();
        return values.mul(mask(pass, rate, shape.get(0), 1, shape.get(2)));
    }

    /** Returns a mask of the values 0 and 1/(1 - rate). */
    public static NDArray mask(Pass pass, float rate, long... dimensions) {
        NDArray ones = pass.manager().ones(new Shape(dimensions));
        return pass.random().dropout(ones, rate);
    }
}
