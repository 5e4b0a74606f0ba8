// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.graph.PluginWork;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.optimiser.Schedule;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.Optional;

/** The factor of the learning rate in each step, by the schedule. */
final class LearningRate {

    /** The approximate maximum number of completed steps that are compared. */
    private static final long LOOKED_AT = 1_000;

    /** The relative difference of rates that rounding may cause. */
    private static final double ROUNDING = 1e-9;

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
     * @param epoch the epoch of the step, counted from 1
     * @param history the completed epochs
     */
    double factor(long step, int epoch, List<EpochMetrics> history) {
        return factor(step, epoch, plan.training().epochs(), history);
    }

    private double factor(long step, int epoch, int epochs, List<EpochMetrics> history) {
        if (schedule.isEmpty()) {
            return 1;
        }
        Schedule.Progress progress =
                new Schedule.Progress(
                        step, stepsPerEpoch * epochs, epoch, epochs, monitored(history));
        return PluginWork.call(
                plan,
                plan.training().schedule().orElseThrow(),
                "set the learning rate",
                () -> schedule.get().factor(progress));
    }

    /**
     * Checks that the completed steps had the rates that they have in a training of this length.
     *
     * @throws DataException if the schedule depends on the length, and the length has changed: the
     *     result would be that of neither length
     */
    void check(Resume resume) {
        int before = resume.epochs();
        int now = plan.training().epochs();
        if (schedule.isEmpty() || before == 0 || before == now) {
            return;
        }
        long stride = Math.max(1, resume.step() / LOOKED_AT);
        for (long step = resume.step(); step > 0; step -= stride) {
            int epoch = Math.toIntExact((step - 1) / stepsPerEpoch) + 1;
            List<EpochMetrics> history =
                    resume.history().subList(0, Math.min(epoch - 1, resume.history().size()));
            double had = factor(step, epoch, before, history);
            double has = factor(step, epoch, now, history);
            if (Math.abs(had - has) > ROUNDING * Math.max(Math.abs(had), Math.abs(has))) {
                throw otherRates(step, before, now);
            }
        }
    }

    private DataException otherRates(long step, int before, int now) {
        String type = plan.training().schedule().orElseThrow().type().descriptor().name();
        return new DataException(
                Problem.of(
                                "SORA-4426",
                                "step %d had another learning rate than it has in a training of %d"
                                                .formatted(step, now)
                                        + " epochs, as the schedule '%s' depends on their number"
                                                .formatted(type))
                        .where(plan.manifest().where("training.epochs"))
                        .needs("training.epochs: %d, which it began with".formatted(before))
                        .have("training.epochs: %d".formatted(now))
                        .fix(
                                "restore training.epochs; to continue from its result, pass its"
                                        + " model to --from and choose another folder; or train"
                                        + " without --resume"));
    }

    /**
     * Returns the monitored metric of each epoch that defined it, with the sign such that lower is
     * better.
     */
    private List<Double> monitored(List<EpochMetrics> history) {
        Optional<EarlyStopping> stopping = plan.training().earlyStopping();
        if (stopping.isEmpty()) {
            return history.stream().map(LearningRate::loss).filter(Double::isFinite).toList();
        }
        EarlyStop early = new EarlyStop(stopping.get());
        history.forEach(early::accept);
        return early.monitored();
    }

    private static Double loss(EpochMetrics row) {
        return row.metrics()
                .getOrDefault("val_loss", row.metrics().getOrDefault("loss", Double.NaN));
    }
}
