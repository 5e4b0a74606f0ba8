// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Map;

/**
 * Adagrad (Duchi, Hazan and Singer, 2011): {@code s = s + g²}, {@code w -= r g / (sqrt(s) + e)}.
 */
final class Adagrad extends FlatOptimiser {

    private static final Setting<Double> RATE = Rates.learningRate(0.01);
    private static final Setting<Double> START =
            Setting.number("initial_accumulator", "What the sums of squares start with.")
                    .atLeast(0)
                    .orElse(0.0);
    private static final Setting<Double> EPSILON = Rates.epsilon(1e-10);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "adagrad",
                    "Adagrad: steps scaled down by all gradients so far.",
                    RATE,
                    START,
                    EPSILON,
                    Rates.WEIGHT_DECAY);

    private final double start;
    private final double epsilon;

    Adagrad(Settings settings) {
        super(settings.get(RATE), settings.get(Rates.WEIGHT_DECAY));
        this.start = settings.get(START);
        this.epsilon = settings.get(EPSILON);
    }

    @Override
    Map<String, Float> stateStarts() {
        return Map.of("sum", (float) start);
    }

    @Override
    double[] factors(long step, double learningRate) {
        return new double[] {learningRate, epsilon};
    }

    @Override
    void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors) {
        try (NDArray square = gradient.square()) {
            state[0].addi(square);
        }
        try (NDArray root = state[0].sqrt()) {
            weights.subi(gradient.divi(root.addi(factors[1])).muli(factors[0]));
        }
    }
}
