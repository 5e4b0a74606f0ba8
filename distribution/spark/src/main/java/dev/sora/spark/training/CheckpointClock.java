// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.plan.CheckpointPlan;
import dev.sora.core.plan.CheckpointPlan.Unit;

/** Decides on the first worker when the manifest wants a checkpoint. */
final class CheckpointClock {

    private final CheckpointPlan plan;
    private long savedStep;
    private long savedTime = System.nanoTime();

    CheckpointClock(CheckpointPlan plan, long step) {
        this.plan = plan;
        savedStep = step;
    }

    /** Returns whether a checkpoint is due after a step. */
    boolean isDue(long step) {
        return plan.keep() > 0
                && switch (plan.unit()) {
                    case STEPS -> step / plan.every() > savedStep / plan.every();
                    case TIME -> System.nanoTime() - savedTime >= plan.every();
                    case EPOCHS -> false;
                };
    }

    /**
     * Returns whether a checkpoint is due after an epoch.
     *
     * @param last whether the training ends with it
     */
    boolean isDueAfter(int epoch, long step, boolean last) {
        boolean due = plan.unit() == Unit.EPOCHS ? epoch % plan.every() == 0 : isDue(step);
        return plan.keep() > 0 && (due || last);
    }

    void saved(long step) {
        savedStep = step;
        savedTime = System.nanoTime();
    }
}
