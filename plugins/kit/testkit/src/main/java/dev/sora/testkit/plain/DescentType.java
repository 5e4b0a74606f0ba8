// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import ai.djl.ndarray.NDArray;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.optimiser.OptimiserType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Map;
import java.util.random.RandomGenerator;

/** {@code plain-descent}: {@code v = m v + g}, {@code w = w - r v}. */
public final class DescentType implements OptimiserType {

    private static final Setting<Double> RATE =
            Setting.number("learning_rate", "The learning rate r.").above(0).orElse(0.05);
    private static final Setting<Double> MOMENTUM =
            Setting.number("momentum", "The momentum m.").atLeast(0).below(1).orElse(0.5);

    /** Creates the type. */
    public DescentType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "plain-descent", "Gradient descent with momentum.", RATE, MOMENTUM);
    }

    @Override
    public Optimiser create(Settings settings) {
        return new Descent(settings.get(RATE), settings.get(MOMENTUM));
    }

    private static final class Descent implements Optimiser {

        private final double rate;
        private final double momentum;
        private NDArray velocity;

        Descent(double rate, double momentum) {
            this.rate = rate;
            this.momentum = momentum;
        }

        @Override
        public double learningRate() {
            return rate;
        }

        @Override
        public void begin(NDArray weights, RandomGenerator random) {
            velocity = weights.getManager().zeros(weights.getShape());
        }

        @Override
        public void step(OptimiserStep step) {
            velocity.muli(momentum).addi(step.gradient());
            // otherwise it would belong to the manager of the velocity until the end of the
            // training
            NDArray change = velocity.mul(step.learningRate());
            change.attach(step.manager());
            step.weights().subi(change);
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("velocity", velocity);
        }
    }
}
