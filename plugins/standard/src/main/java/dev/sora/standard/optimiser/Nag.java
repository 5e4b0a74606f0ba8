// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Map;

/**
 * Nesterov's accelerated gradient (Nesterov, 1983, in the form of Sutskever et al., 2013, with the
 * gradient at the current weights): {@code b = m b + g}, {@code w -= r (g + m b)}.
 */
final class Nag extends FlatOptimiser {

    private static final Setting<Double> RATE = Rates.learningRate(0.01);
    private static final Setting<Double> MOMENTUM =
            Rates.share("momentum", "Share of the last step that is kept.", 0.9);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "nag",
                    "Nesterov's accelerated gradient: descent with momentum that looks ahead.",
                    RATE,
                    MOMENTUM,
                    Rates.WEIGHT_DECAY);

    private final double momentum;

    Nag(Settings settings) {
        super(settings.get(RATE), settings.get(Rates.WEIGHT_DECAY));
        this.momentum = settings.get(MOMENTUM);
    }

    @Override
    Map<String, Float> stateStarts() {
        return Map.of("momentum", 0f);
    }

    @Override
    double[] factors(long step, double learningRate) {
        return new double[] {learningRate, momentum};
    }

    @Override
    void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors) {
        state[0].muli(factors[1]).addi(gradient);
        try (NDArray ahead = state[0].mul(factors[1])) {
            weights.subi(gradient.addi(ahead).muli(factors[0]));
        }
    }
}
