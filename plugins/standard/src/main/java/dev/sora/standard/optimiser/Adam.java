// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import ai.djl.ndarray.NDArray;
import dev.sora.engine.FusedOptimisers;
import dev.sora.engine.FusedOptimisers.AdamStep;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019): {@code w -= r m' / (sqrt(v')
 * + e)} with the moments {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g²} and {@code
 * m' = m / (1 - b1^t)}, {@code v' = v / (1 - b2^t)}.
 *
 * <p>In this implementation, {@code w -= a m / (sqrt(v) + e c)} with {@code c = sqrt(1 - b2^t)} and
 * {@code a = r c / (1 - b1^t)}. If the engine has a fused implementation, it is used.
 *
 * <p>Weight decay {@code d}: Adam adds {@code d w} to the gradient, AdamW sets {@code w = (1 - r d)
 * w} first.
 */
final class Adam extends FlatOptimiser {

    private static final Setting<Double> RATE = Rates.learningRate(0.001);
    private static final Setting<Double> BETA1 =
            Rates.share("beta1", "Decay of the mean of gradients.", 0.9);
    private static final Setting<Double> BETA2 =
            Rates.share("beta2", "Decay of the mean of squared gradients.", 0.999);
    private static final Setting<Double> EPSILON = Rates.epsilon(1e-8);
    private static final Setting<Double> DECOUPLED_DECAY =
            Setting.number(
                            "weight_decay",
                            "Share of the weights, times the learning rate, that each step takes"
                                    + " off. Biases and the scales of normalisations do not decay.")
                    .atLeast(0)
                    .orElse(0.01);

    static final TypeDescriptor ADAM =
            TypeDescriptor.of(
                    "adam",
                    "Adam: steps scaled by running means of gradients and of their squares.",
                    RATE,
                    BETA1,
                    BETA2,
                    EPSILON,
                    Rates.WEIGHT_DECAY);
    static final TypeDescriptor ADAMW =
            TypeDescriptor.of(
                    "adamw",
                    "Adam with weight decay that is apart from the gradient.",
                    RATE,
                    BETA1,
                    BETA2,
                    EPSILON,
                    DECOUPLED_DECAY);

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final boolean decoupled;

    private Adam(Settings settings, Setting<Double> decay, boolean decoupled) {
        super(settings.get(RATE), settings.get(decay));
        this.beta1 = settings.get(BETA1);
        this.beta2 = settings.get(BETA2);
        this.epsilon = settings.get(EPSILON);
        this.decoupled = decoupled;
    }

    static Adam adam(Settings settings) {
        return new Adam(settings, Rates.WEIGHT_DECAY, false);
    }

    static Adam adamw(Settings settings) {
        return new Adam(settings, DECOUPLED_DECAY, true);
    }

    @Override
    Map<String, Float> stateStarts() {
        Map<String, Float> starts = new LinkedHashMap<>();
        starts.put("mean", 0f);
        starts.put("square", 0f);
        return starts;
    }

    @Override
    boolean decoupled() {
        return decoupled;
    }

    @Override
    double[] factors(long step, double learningRate) {
        double c = Math.sqrt(1 - Math.pow(beta2, step));
        double a = learningRate * c / (1 - Math.pow(beta1, step));
        return new double[] {beta1, 1 - beta1, beta2, 1 - beta2, epsilon * c, a};
    }

    @Override
    void update(NDArray weights, NDArray gradient, NDArray[] state, NDArray[] factors) {
        try (NDArray share = gradient.mul(factors[1])) {
            state[0].muli(factors[0]).addi(share);
        }
        state[1].muli(factors[2]).addi(gradient.muli(gradient).muli(factors[3]));
        try (NDArray root = state[1].sqrt().addi(factors[4]);
                NDArray change = state[0].div(root).muli(factors[5])) {
            weights.subi(change);
        }
    }

    @Override
    boolean updateFused(
            OptimiserStep step, NDArray weights, NDArray gradient, NDArray[] state, double decay) {
        Optional<FusedOptimisers> rules = step.offers(FusedOptimisers.class);
        rules.ifPresent(
                fused ->
                        fused.adam(
                                weights,
                                gradient,
                                state[0],
                                state[1],
                                new AdamStep(
                                        step.number(),
                                        step.learningRate(),
                                        beta1,
                                        beta2,
                                        epsilon,
                                        decay,
                                        decoupled)));
        return rules.isPresent();
    }
}
