// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.schedule;

import dev.sora.optimiser.Schedule;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/**
 * One-cycle schedule (Smith and Topin, 2019): the rate rises from {@code 1 / start_divisor} of the
 * optimiser's rate to the full rate, and falls to {@code 1 / end_divisor} of the initial one, both
 * along half a cosine.
 */
final class OneCycle implements Schedule {

    private static final Setting<Double> WARMUP =
            Setting.number("warmup", "Share of the training over which the rate rises.")
                    .above(0)
                    .below(1)
                    .orElse(0.3);
    private static final Setting<Double> START_DIVISOR =
            Setting.number("start_divisor", "By how much the rate is smaller at the start.")
                    .atLeast(1)
                    .orElse(25.0);
    private static final Setting<Double> END_DIVISOR =
            Setting.number("end_divisor", "By how much the end is smaller than the start.")
                    .atLeast(1)
                    .orElse(1e4);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "one_cycle",
                    "Raises the rate to the optimiser's own, which it reaches at step warmup * steps,"
                            + " and takes it down to almost nothing.",
                    WARMUP,
                    START_DIVISOR,
                    END_DIVISOR);

    private final double warmup;
    private final double start;
    private final double end;

    OneCycle(Settings settings) {
        this.warmup = settings.get(WARMUP);
        this.start = 1 / settings.get(START_DIVISOR);
        this.end = start / settings.get(END_DIVISOR);
    }

    @Override
    public double factor(Progress progress) {
        // steps count from 0; the peak may be between two steps, or before the first in a short
        // training
        double last = progress.steps() - 1.0;
        double peak = warmup * progress.steps() - 1;
        double at = Math.min(progress.step() - 1.0, last);
        return at < peak
                ? between(start, 1, at / peak)
                : between(1, end, last > peak ? (at - peak) / (last - peak) : 0);
    }

    private static double between(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
