// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.Progress;
import dev.sora.core.packaging.Row;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.CheckpointStore;
import dev.sora.core.training.TrainingState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes a checkpoint after each epoch. */
final class CheckpointWriter implements CheckpointStore {

    private final Plan plan;
    private final String identity;
    private final String pins;
    private final Checkpoints checkpoints;
    private final RunListener listener;

    CheckpointWriter(
            Plan plan,
            String identity,
            String pins,
            Checkpoints checkpoints,
            RunListener listener) {
        this.plan = plan;
        this.identity = identity;
        this.pins = pins;
        this.checkpoints = checkpoints;
        this.listener = listener;
    }

    @Override
    public void save(TrainingState state) {
        Optional<Progress.Best> best =
                plan.training().earlyStopping().flatMap(early -> best(early, state.history()));
        int sinceBest = best.map(b -> state.epoch() - b.epoch()).orElse(0);
        Progress progress =
                new Progress(
                        state.epoch(),
                        state.step(),
                        plan.seed(),
                        identity,
                        pins,
                        best,
                        sinceBest,
                        state.history());
        Path file =
                checkpoints.save(
                        new Checkpoint(
                                progress,
                                Tensors.of(state.weights()),
                                Tensors.of(state.optimiser()),
                                state.best().map(Tensors::of)));
        listener.on(new RunEvent.CheckpointSaved(state.epoch(), file));
    }

    private static Optional<Progress.Best> best(EarlyStopping early, List<Row> history) {
        Progress.Best best = null;
        for (Row row : history) {
            double value = row.figures().getOrDefault(early.monitor(), Double.NaN);
            double gain =
                    best == null
                            ? 0
                            : early.higherIsBetter() ? value - best.value() : best.value() - value;
            if (!Double.isNaN(value) && (best == null || gain > early.minDelta())) {
                best = new Progress.Best(row.epoch(), value);
            }
        }
        return Optional.ofNullable(best);
    }
}
