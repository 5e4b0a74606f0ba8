// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.graph.Tensors;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.packaging.History;
import dev.sora.core.packaging.Progress;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.core.training.CheckpointStore;
import dev.sora.core.training.TrainingState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes checkpoints and the history. The training's thread copies the state to the host and
 * continues; a separate thread writes one checkpoint at a time.
 */
public final class CheckpointWriter implements CheckpointStore, AutoCloseable {

    private final Plan plan;
    private final TrainingMarks marks;
    private final Checkpoints checkpoints;
    private final Path history;
    private final RunListener listener;
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(CheckpointWriter::thread);
    private int epoch;
    private Future<Path> writing;

    CheckpointWriter(
            Plan plan,
            TrainingMarks marks,
            Checkpoints checkpoints,
            Path history,
            RunListener listener) {
        this.plan = plan;
        this.marks = marks;
        this.checkpoints = checkpoints;
        this.history = history;
        this.listener = listener;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sora-checkpoints");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void epochEnded(List<EpochMetrics> rows) {
        History.write(history, rows);
    }

    @Override
    public boolean isBusy() {
        return writing != null && !writing.isDone();
    }

    @Override
    public void save(TrainingState state) {
        finish();
        Checkpoint copy = copy(plan, marks, state);
        epoch = state.epoch();
        writing = background.submit(() -> checkpoints.save(copy));
    }

    @Override
    public void settle() {
        if (writing != null && writing.isDone()) {
            finish();
        }
    }

    @Override
    public void finish() {
        if (writing == null) {
            return;
        }
        Future<Path> last = writing;
        writing = null;
        listener.on(new RunEvent.CheckpointSaved(epoch, written(last)));
    }

    /**
     * Waits for a file. An interrupted training still saves, so the interrupt flag is restored for
     * the caller.
     */
    private static Path written(Future<Path> file) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return file.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the checkpoint that is being written, so that no file remains incomplete. */
    @Override
    public void close() {
        background.shutdown();
        if (writing != null) {
            Future<Path> last = writing;
            writing = null;
            written(last);
        }
    }

    /** Copies a state to the host. */
    public static Checkpoint copy(Plan plan, TrainingMarks marks, TrainingState state) {
        Optional<Progress.Best> best =
                plan.training().earlyStopping().flatMap(early -> best(early, state.history()));
        int sinceBest = best.map(b -> state.epoch() - b.epoch()).orElse(0);
        Progress progress =
                new Progress(
                        Progress.FORM,
                        plan.training().epochs(),
                        state.epoch(),
                        state.step(),
                        state.partial(),
                        plan.seed(),
                        marks.identity().digest(),
                        marks.identity().groups(),
                        marks.pins(),
                        marks.data(),
                        marks.records(),
                        best,
                        sinceBest,
                        state.history());
        Map<String, TensorData> optimiser = new LinkedHashMap<>(Tensors.of(state.optimiser()));
        state.counts()
                .forEach(
                        (name, count) ->
                                optimiser.put(name, TensorData.floats(count, count.length)));
        return new Checkpoint(
                progress, Tensors.of(state.weights()), optimiser, state.best().map(Tensors::of));
    }

    private static Optional<Progress.Best> best(EarlyStopping early, List<EpochMetrics> history) {
        Progress.Best best = null;
        for (EpochMetrics row : history) {
            double value = row.metrics().getOrDefault(early.monitor(), Double.NaN);
            double gain =
                    best == null
                            ? 0
                            : early.higherIsBetter() ? value - best.value() : best.value() - value;
            if (Double.isFinite(value) && (best == null || gain > early.minDelta())) {
                best = new Progress.Best(row.epoch(), value);
            }
        }
        return Optional.ofNullable(best);
    }
}
