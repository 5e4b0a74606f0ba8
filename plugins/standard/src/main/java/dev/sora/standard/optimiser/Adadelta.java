// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adadelta (Zeiler, 2012): {@code s = p s + (1 - p) g²}, {@code u = sqrt(d + e) / sqrt(s + e) g},
 * {@code d = p d + (1 - p) u²}, {@code w -= r u}.
 *
 * <p>In this implementation, the state contains {@code S = s / (1 - p)} and {@code D = d / (1 -
 * p)}; {@code u = sqrt((D + E) / (S + E)) g} with {@code E = e / (1 - p)} is the same.
 */
final class Adadelta extends FlatOptimiser {

    private static final Setting<Double> RATE = Rates.learningRate(1);
    private static final Setting<Double> RHO =
            Rates.share("rho", "Decay of the means of squares.", 0.95);
    private static final Setting<Double> EPSILON = Rates.epsilon(1e-6);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "adadelta",
                    "Adadelta: steps scaled by recent gradients and recent steps, with no rate to"
                            + " tune.",
                    RATE,
                    RHO,
                    EPSILON,
                    Rates.WEIGHT_DECAY);

    private final double rho;
    private final double epsilon;

    Adadelta(Settings settings) {
        super(settings.get(RATE), settings.get(Rates.WEIGHT_DECAY));
        this.rho = settings.get(RHO);
        this.epsilon = settings.get(EPSILON);
    }

    @Override
    Map<String, Float> stateStarts() {
        Map<String, Float> starts = new LinkedHashMap<>();
        starts.put("square", 0f);
        starts.put("change", 0f);
        return starts;
    }

    @Override
    double[] factors(long step, double learningRate) {
        return new double[] {learningRate, rho, epsilon / (1 - rho)};
    }

    @Override
    void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors) {
        try (NDArray square = gradient.square()) {
            state[0].muli(factors[1]).addi(square);
        }
        try (NDArray ratio = state[1].add(factors[2]);
                NDArray divisor = state[0].add(factors[2]);
                NDArray scale = ratio.divi(divisor).sqrt()) {
            gradient.muli(scale);
        }
        try (NDArray square = gradient.square()) {
            state[1].muli(factors[1]).addi(square);
        }
        weights.subi(gradient.muli(factors[0]));
    }
}
