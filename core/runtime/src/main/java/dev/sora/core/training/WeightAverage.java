// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The exponential moving average of the weights over the steps of a training (Polyak and Juditsky,
 * 1992): {@code a = a + (1 - d) (w - a)} after every update. Running statistics are averaged too.
 *
 * <p>The decay d grows to its final value as {@code (1 + n) / (10 + n)}, where n is the number of
 * updates, so that the initial weights are forgotten soon.
 */
final class WeightAverage {

    private final double decay;
    private final Weights current;
    private final Weights average;

    /**
     * Starts the average with the current weights.
     *
     * @param decay its final value, above 0 and below 1
     */
    WeightAverage(double decay, Weights current) {
        this.decay = decay;
        this.current = current;
        this.average = current.duplicate();
    }

    /** Returns the averaged weights; later updates change them in place. */
    Weights weights() {
        return average;
    }

    /**
     * Includes an update of a group of weights.
     *
     * @param number the number of the update, counted from 1
     */
    void follow(ParameterLayout.Group group, long number) {
        double rest = rest(number);
        boolean whole = group.start() == 0 && group.end() == current.trained().size();
        if (whole) {
            approach(average.trained(), current.trained(), rest);
        } else {
            try (NDArray to = Flat.part(average.trained(), group.start(), group.end());
                    NDArray from = Flat.part(current.trained(), group.start(), group.end())) {
                approach(to, from, rest);
            }
        }
    }

    /**
     * Includes the running statistics after updates: once, however many groups they changed.
     *
     * @param number the number of the update, counted from 1
     */
    void followBuffers(long number) {
        if (current.layout().buffersSize() > 0) {
            approach(average.buffers(), current.buffers(), rest(number));
        }
    }

    private double rest(long number) {
        return 1 - Math.min(decay, (1.0 + number) / (10 + number));
    }

    /** In this form, values that do not change stay the same bit by bit. */
    private static void approach(NDArray average, NDArray values, double rest) {
        try (NDArray change = values.sub(average)) {
            average.addi(change.muli(rest));
        }
    }

    /** Returns the state to save, by name, without copying the tensors. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("#average.trained", average.trained());
        if (current.layout().buffersSize() > 0) {
            state.put("#average.buffers", average.buffers());
        }
        return state;
    }
}
