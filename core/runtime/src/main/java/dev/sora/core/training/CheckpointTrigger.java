// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.CheckpointPlan;
import dev.sora.core.plan.CheckpointPlan.Unit;
import java.util.List;
import java.util.function.Supplier;

/** Decides when the state of a training is saved. */
final class CheckpointTrigger {

    private final CheckpointPlan plan;
    private final CheckpointStore store;
    private long savedStep;
    private long savedTime = System.nanoTime();

    CheckpointTrigger(CheckpointPlan plan, CheckpointStore store) {
        this.plan = plan;
        this.store = store;
    }

    /** Starts at a step whose state is saved already, or is that of a new training. */
    void begin(long step) {
        savedStep = step;
    }

    /**
     * Saves the state after a step within an epoch, if it is due and the previous one is written.
     */
    void afterStep(long step, Supplier<TrainingState> state) {
        store.settle();
        if (isDue(step) && !store.isBusy()) {
            save(step, state);
        }
    }

    /**
     * Saves the state after an epoch, if it is due.
     *
     * @param last whether the training ends with it
     */
    void afterEpoch(
            int epoch,
            long step,
            boolean last,
            List<EpochMetrics> history,
            Supplier<TrainingState> state) {
        store.settle();
        boolean due = plan.unit() == Unit.EPOCHS ? epoch % plan.every() == 0 : isDue(step);
        if (plan.keep() > 0 && (due || last)) {
            save(step, state);
        }
        store.epochEnded(history);
    }

    /** Saves the state of a training that ends early, and waits until it is written. */
    void saveNow(long step, Supplier<TrainingState> state) {
        if (plan.keep() > 0 && step > savedStep) {
            save(step, state);
        }
        store.finish();
    }

    /** Waits until the last checkpoint is written. */
    void end() {
        store.finish();
    }

    private boolean isDue(long step) {
        return plan.keep() > 0
                && switch (plan.unit()) {
                    case STEPS -> step / plan.every() > savedStep / plan.every();
                    case TIME -> System.nanoTime() - savedTime >= plan.every();
                    case EPOCHS -> false;
                };
    }

    private void save(long step, Supplier<TrainingState> state) {
        store.save(state.get());
        savedStep = step;
        savedTime = System.nanoTime();
    }
}
