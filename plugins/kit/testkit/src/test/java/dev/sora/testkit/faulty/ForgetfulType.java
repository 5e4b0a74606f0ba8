// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import ai.djl.ndarray.NDArray;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.optimiser.OptimiserType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Gradient descent whose momentum is missing from the saved state. */
public final class ForgetfulType implements OptimiserType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("forgetful", "Descent that forgets its momentum.");
    }

    @Override
    public Optimiser create(Settings settings) {
        return new Optimiser() {
            private NDArray velocity;

            @Override
            public double learningRate() {
                return 0.05;
            }

            @Override
            public void begin(NDArray weights, RandomGenerator random) {
                velocity = weights.getManager().zeros(weights.getShape());
            }

            @Override
            public void step(OptimiserStep step) {
                velocity.muli(0.5).addi(step.gradient());
                NDArray change = velocity.mul(step.learningRate());
                change.attach(step.manager());
                step.weights().subi(change);
            }

            @Override
            public Map<String, NDArray> state() {
                return Map.of();
            }
        };
    }
}
