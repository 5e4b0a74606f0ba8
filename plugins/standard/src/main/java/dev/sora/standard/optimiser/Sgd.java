// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Map;

/**
 * Stochastic gradient descent (Robbins and Monro, 1951) with momentum (Polyak, 1964): {@code b = m
 * b + (1 - d) g}, {@code w -= r b}; in the first step {@code b = g}. Without momentum {@code w -= r
 * g}.
 */
final class Sgd extends FlatOptimiser {

    private static final Setting<Double> RATE = Rates.learningRate(0.01);
    private static final Setting<Double> MOMENTUM =
            Rates.share("momentum", "Share of the last step that is kept.", 0);
    private static final Setting<Double> DAMPENING =
            Rates.share("dampening", "Share of the gradient that momentum leaves out.", 0);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "sgd",
                    "Stochastic gradient descent, with momentum if set.",
                    RATE,
                    MOMENTUM,
                    DAMPENING,
                    Rates.WEIGHT_DECAY);

    private final double momentum;
    private final double dampening;

    Sgd(Settings settings) {
        super(settings.get(RATE), settings.get(Rates.WEIGHT_DECAY));
        this.momentum = settings.get(MOMENTUM);
        this.dampening = settings.get(DAMPENING);
    }

    @Override
    Map<String, Float> stateStarts() {
        return momentum > 0 ? Map.of("momentum", 0f) : Map.of();
    }

    @Override
    double[] factors(long step, double learningRate) {
        return new double[] {learningRate, momentum, step == 1 ? 1 : 1 - dampening};
    }

    @Override
    void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors) {
        if (momentum == 0) {
            weights.subi(gradient.muli(factors[0]));
            return;
        }
        if (dampening > 0) {
            gradient.muli(factors[2]);
        }
        state[0].muli(factors[1]).addi(gradient);
        try (NDArray change = state[0].mul(factors[0])) {
            weights.subi(change);
        }
    }
}
