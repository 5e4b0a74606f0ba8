// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * RMSprop (Tieleman and Hinton, 2012), centred on request (Graves, 2013): {@code s = p s + (1 - p)
 * g²}, {@code a = p a + (1 - p) g}, {@code v = s}, or {@code v = s - a²} if centred, {@code b = m b
 * + g / (sqrt(v) + e)}, {@code w -= r b}.
 *
 * <p>In this implementation, the state contains {@code S = s / (1 - p)} and {@code A = a / (1 -
 * p)}: {@code v = (1 - p) (S - (1 - p) A²)}, not below 0. Momentum accumulates {@code B = sqrt(1 -
 * p) b}.
 */
final class RmsProp extends FlatOptimiser {

    private static final Setting<Double> RATE = Rates.learningRate(0.001);
    private static final Setting<Double> RHO =
            Rates.share("rho", "Decay of the mean of squared gradients.", 0.9);
    private static final Setting<Double> MOMENTUM =
            Rates.share("momentum", "Share of the last step that is kept.", 0);
    private static final Setting<Boolean> CENTRED =
            Setting.bool(
                            "centred",
                            "Whether steps are scaled by the variance of gradients rather than"
                                    + " by their squares.")
                    .orElse(false);
    private static final Setting<Double> EPSILON = Rates.epsilon(1e-7);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "rmsprop",
                    "RMSprop: steps scaled by the root of the mean of recent squared gradients.",
                    RATE,
                    RHO,
                    MOMENTUM,
                    CENTRED,
                    EPSILON,
                    Rates.WEIGHT_DECAY);

    private final double rho;
    private final double momentum;
    private final boolean centred;
    private final double epsilon;

    RmsProp(Settings settings) {
        super(settings.get(RATE), settings.get(Rates.WEIGHT_DECAY));
        this.rho = settings.get(RHO);
        this.momentum = settings.get(MOMENTUM);
        this.centred = settings.get(CENTRED);
        this.epsilon = settings.get(EPSILON);
    }

    @Override
    Map<String, Float> stateStarts() {
        Map<String, Float> starts = new LinkedHashMap<>();
        starts.put("square", 0f);
        if (centred) {
            starts.put("mean", 0f);
        }
        if (momentum > 0) {
            starts.put("momentum", 0f);
        }
        return starts;
    }

    @Override
    double[] factors(long step, double learningRate) {
        double c = Math.sqrt(1 - rho);
        return new double[] {rho, 1 - rho, epsilon / c, learningRate / c, momentum, 0};
    }

    @Override
    void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors) {
        try (NDArray square = gradient.square()) {
            state[0].muli(factors[0]).addi(square);
        }
        if (centred) {
            state[1].muli(factors[0]).addi(gradient);
        }
        try (NDArray root = centred ? deviation(state, factors) : state[0].sqrt()) {
            gradient.divi(root.addi(factors[2]));
        }
        if (momentum == 0) {
            weights.subi(gradient.muli(factors[3]));
            return;
        }
        NDArray gathered = state[state.length - 1];
        gathered.muli(factors[4]).addi(gradient);
        try (NDArray change = gathered.mul(factors[3])) {
            weights.subi(change);
        }
    }

    private static NDArray deviation(NDArray[] state, NDArray[] factors) {
        try (NDArray square = state[1].square();
                NDArray variance = state[0].sub(square.muli(factors[1]));
                // rounding may make it negative, and its root NaN
                NDArray positive = variance.maximum(factors[5])) {
            return positive.sqrt();
        }
    }
}
