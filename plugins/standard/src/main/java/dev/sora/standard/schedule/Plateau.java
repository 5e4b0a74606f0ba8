// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.schedule;

import dev.sora.optimiser.Schedule.Progress;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/**
 * Lowers the rate when the monitored metric stops improving: after more than {@code patience}
 * epochs without a value that is lower than the best one by {@code min_delta}.
 */
final class Plateau implements Warmup.Curve {

    private static final Setting<Double> GAMMA =
            Setting.number("gamma", "Factor by which the rate is lowered.")
                    .above(0)
                    .below(1)
                    .orElse(0.1);
    private static final Setting<Long> PATIENCE =
            Setting.integer("patience", "Epochs without progress that are let pass.")
                    .atLeast(0)
                    .orElse(2L);
    private static final Setting<Double> MIN_DELTA =
            Setting.number("min_delta", "Progress that counts as such.").atLeast(0).orElse(1e-4);
    private static final Setting<Long> COOLDOWN =
            Setting.integer("cooldown", "Epochs after a lowering in which none is counted.")
                    .atLeast(0)
                    .orElse(0L);
    private static final Setting<Double> MINIMUM =
            Setting.number("minimum", "Share of the rate that always remains.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.0);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "plateau",
                    "Lowers the rate when the monitored metric stops getting better.",
                    GAMMA,
                    PATIENCE,
                    MIN_DELTA,
                    COOLDOWN,
                    MINIMUM,
                    Warmup.STEPS,
                    Warmup.SHARE);

    private final double gamma;
    private final long patience;
    private final double minDelta;
    private final long cooldown;
    private final double minimum;

    Plateau(Settings settings) {
        this.gamma = settings.get(GAMMA);
        this.patience = settings.get(PATIENCE);
        this.minDelta = settings.get(MIN_DELTA);
        this.cooldown = settings.get(COOLDOWN);
        this.minimum = settings.get(MINIMUM);
    }

    @Override
    public double factor(double done, Progress progress) {
        double best = Double.POSITIVE_INFINITY;
        double factor = 1;
        long waited = 0;
        long cooling = 0;
        for (double value : progress.monitored()) {
            if (value < best - minDelta) {
                best = value;
                waited = 0;
            } else if (cooling == 0) {
                waited++;
            }
            if (cooling > 0) {
                cooling--;
            }
            if (waited > patience) {
                factor = Math.max(minimum, factor * gamma);
                waited = 0;
                cooling = cooldown;
            }
        }
        return factor;
    }
}
