// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;

/**
 * The part of a recurrent layer that does not depend on the state, computed at once for all steps.
 */
final class Projection {

    private Projection() {}

    /** Returns {@code W x + b} of each step, {@code (batch, gates)}, in the order of the steps. */
    static NDList steps(NDArray input, NDArray weight, NDArray bias) {
        Shape shape = input.getShape();
        long steps = shape.get(1);
        NDArray inTime =
                input.swapAxes(0, 1).reshape(new Shape(steps * shape.get(0), shape.get(2)));
        return Linear.linear(inTime, weight, bias).head().split(steps, 0);
    }
}
