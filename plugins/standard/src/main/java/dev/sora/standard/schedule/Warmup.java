// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.schedule;

import dev.sora.optimiser.Schedule;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/**
 * Raises the factor linearly during the first steps to the initial factor of another schedule
 * (Goyal et al., 2017).
 *
 * @param steps the number of warm-up steps, or 0
 * @param share the share of the training for the warm-up, if no number of steps is set
 * @param then the schedule of the remaining training
 */
record Warmup(long steps, double share, Curve then) implements Schedule {

    static final Setting<Long> STEPS =
            Setting.integer("warmup_steps", "Steps over which the rate first rises from 0.")
                    .atLeast(0)
                    .orElse(0L);
    static final Setting<Double> SHARE =
            Setting.number(
                            "warmup",
                            "Share of the training over which the rate first rises from 0, where"
                                    + " warmup_steps is not set.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.0);

    /** A factor as a function of the progress after the warm-up. */
    @FunctionalInterface
    interface Curve {

        /**
         * Returns the factor.
         *
         * @param done the completed share of the steps after the warm-up, 0 to 1
         * @param progress the complete progress
         */
        double factor(double done, Progress progress);
    }

    static Warmup of(Settings settings, Curve then) {
        return new Warmup(settings.get(STEPS), settings.get(SHARE), then);
    }

    @Override
    public double factor(Progress progress) {
        long lasts = steps > 0 ? steps : Math.round(share * progress.steps());
        if (progress.step() <= lasts) {
            return then.factor(0, progress) * progress.step() / (lasts + 1.0);
        }
        long remaining = Math.max(1, progress.steps() - lasts);
        return then.factor(Math.min(1, (progress.step() - lasts - 1.0) / remaining), progress);
    }
}
