// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.graph.PluginWork;
import dev.sora.core.packaging.Row;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.optimiser.Schedule;
import java.util.List;
import java.util.Optional;

/** The factor of the learning rate in each step, as the schedule says. */
final class LearningRate {

    private final Plan plan;
    private final long stepsPerEpoch;
    private final Optional<Schedule> schedule;

    LearningRate(Plan plan, long stepsPerEpoch) {
        this.plan = plan;
        this.stepsPerEpoch = stepsPerEpoch;
        this.schedule =
                plan.training()
                        .schedule()
                        .map(
                                planned ->
                                        PluginWork.call(
                                                plan,
                                                planned,
                                                "was made",
                                                () -> planned.type().create(planned.settings())));
    }

    /**
     * Returns the factor; 1 without a schedule.
     *
     * @param step the step, counted from 1
     * @param epoch the epoch that it belongs to, counted from 1
     * @param history the epochs that are done
     */
    double factor(long step, int epoch, List<Row> history) {
        if (schedule.isEmpty()) {
            return 1;
        }
        int epochs = plan.training().epochs();
        Schedule.Progress progress =
                new Schedule.Progress(
                        step, stepsPerEpoch * epochs, epoch, epochs, monitored(history));
        return PluginWork.call(
                plan,
                plan.training().schedule().orElseThrow(),
                "set the learning rate",
                () -> schedule.get().factor(progress));
    }

    /** Returns the monitored figure of each epoch that defined it, so that lower is better. */
    private List<Double> monitored(List<Row> history) {
        Optional<EarlyStopping> stopping = plan.training().earlyStopping();
        if (stopping.isEmpty()) {
            return history.stream().map(LearningRate::loss).filter(Double::isFinite).toList();
        }
        EarlyStop early = new EarlyStop(stopping.get());
        history.forEach(early::accept);
        return early.monitored();
    }

    private static Double loss(Row row) {
        return row.figures()
                .getOrDefault("val_loss", row.figures().getOrDefault("loss", Double.NaN));
    }
}
