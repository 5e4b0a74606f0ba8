// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import java.util.function.UnaryOperator;

/** Steps of an optimiser on a loss that is written down, as core would take them. */
final class Descent {

    private final Optimiser optimiser;
    private final NDArray weights;
    private final long decayed;
    private final UnaryOperator<NDArray> loss;
    private final UnaryOperator<NDArray> gradient;
    private long number;

    Descent(
            Optimiser optimiser,
            NDArray weights,
            long decayed,
            UnaryOperator<NDArray> loss,
            UnaryOperator<NDArray> gradient) {
        this.optimiser = optimiser;
        this.weights = weights;
        this.decayed = decayed;
        this.loss = loss;
        this.gradient = gradient;
    }

    /** Goes on as if so many steps were done. */
    Descent after(long steps) {
        number = steps;
        return this;
    }

    Descent steps(int count) {
        return steps(count, optimiser.learningRate());
    }

    Descent steps(int count, double learningRate) {
        for (int i = 0; i < count; i++) {
            number++;
            try (NDManager manager = weights.getManager().newSubManager()) {
                NDArray slope = optimiser.usesGradient() ? gradient.apply(weights) : weights;
                if (optimiser.usesGradient()) {
                    slope.attach(manager);
                }
                optimiser.step(new Step(number, learningRate, slope, manager));
            }
        }
        return this;
    }

    private final class Step implements OptimiserStep {

        private final long number;
        private final double learningRate;
        private final NDArray gradient;
        private final NDManager manager;

        Step(long number, double learningRate, NDArray gradient, NDManager manager) {
            this.number = number;
            this.learningRate = learningRate;
            this.gradient = gradient;
            this.manager = manager;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public double learningRate() {
            return learningRate;
        }

        @Override
        public NDArray weights() {
            return weights;
        }

        @Override
        public NDArray gradient() {
            return gradient;
        }

        @Override
        public long decayed() {
            return decayed;
        }

        @Override
        public NDManager manager() {
            return manager;
        }

        @Override
        public double lossOf(NDArray candidate) {
            try (NDArray value = loss.apply(candidate)) {
                return value.getFloat();
            }
        }
    }
}
