// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.setting.Settings;
import dev.sora.testkit.trial.Breach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The contract of learning-rate schedules, tested on trainings of several lengths. */
public final class ScheduleContract extends TypeContract<ScheduleType, ScheduleContract> {

    private static final int[][] TRAININGS = {{1, 1}, {1, 3}, {10, 2}, {25, 8}};

    ScheduleContract(ScheduleType type) {
        super(type);
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(checks, this, this::course);
        for (Variant variant : variants()) {
            checks.add(Clause.COURSE, name() + variant, () -> course(variant.settings()));
        }
    }

    private void course(Settings settings) {
        for (int[] training : TRAININGS) {
            List<Schedule.Progress> progress = progress(training[0], training[1]);
            Schedule schedule = type().create(settings);
            List<Double> factors = new ArrayList<>();
            for (Schedule.Progress at : progress) {
                double factor = schedule.factor(at);
                if (!Double.isFinite(factor) || factor < 0) {
                    throw new Breach(
                            "a factor that is a number, and not below 0",
                            "%s at %s".formatted(factor, at),
                            "look at the first step, the last one, and trainings of one step");
                }
                factors.add(factor);
            }
            Collections.reverse(progress);
            Collections.reverse(factors);
            for (int i = 0; i < factors.size(); i++) {
                double again = schedule.factor(progress.get(i));
                if (again != factors.get(i)) {
                    throw new Breach(
                            "the same factor for the same progress, in whatever order it is asked",
                            "%s, and then %s, at %s"
                                    .formatted(factors.get(i), again, progress.get(i)),
                            "keep nothing in fields: a resumed training asks for the later steps"
                                    + " only");
                }
            }
        }
    }

    private static List<Schedule.Progress> progress(int stepsOfEpoch, int epochs) {
        List<Schedule.Progress> progress = new ArrayList<>();
        List<Double> monitored = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int step = 1; step <= stepsOfEpoch; step++) {
                progress.add(
                        new Schedule.Progress(
                                (long) (epoch - 1) * stepsOfEpoch + step,
                                (long) epochs * stepsOfEpoch,
                                epoch,
                                epochs,
                                monitored));
            }
            // better, then worse, then NaN
            monitored.add(epoch == 5 ? Double.NaN : epoch < 4 ? 1.0 / epoch : 2.0);
        }
        return progress;
    }
}
