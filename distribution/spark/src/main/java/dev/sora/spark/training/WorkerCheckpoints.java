// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.TrainingSession;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.CheckpointName;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves the state of a training in the shared folder, and lets all workers load the same one. */
final class WorkerCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerCheckpoints.class);

    /** The state with which a training begins, or with which diverged workers continue. */
    private static final String AGREED = "agreed.ckpt";

    /** What the first worker says if the newest checkpoint is not of workers. */
    private static final String FOREIGN = "foreign";

    private final TrainingSession session;
    private final Workers workers;
    private final SharedFolder folder;
    private final SavedByWorkers saved;
    private final Path local;
    private final int keep;

    /**
     * Creates checkpoints.
     *
     * @param local a folder of this worker for copies
     * @param keep the number of checkpoints to keep
     */
    WorkerCheckpoints(
            TrainingSession session, Workers workers, SharedFolder folder, Path local, int keep) {
        this.session = session;
        this.workers = workers;
        this.folder = folder;
        this.saved = new SavedByWorkers(folder);
        this.local = local;
        this.keep = Math.max(1, keep);
    }

    /**
     * Removes the checkpoints of earlier trainings, once for a training. All workers have met, so
     * the manifest, the plugins and the data were found right before anything is lost.
     *
     * @param training names this training
     */
    void clear(String training, WorkerSettings settings) {
        if (workers.isFirst() && !folder.isOf(training)) {
            folder.clear();
            saved.clear();
            folder.delete(SparkTraining.RESULTS);
            folder.write(SparkTraining.SETTINGS, settings.identity());
            // the last: what was cleared in part is cleared again
            folder.write(SparkTraining.TRAINING, training);
        }
    }

    /**
     * Loads the newest checkpoint on all workers, or the first state of worker 0. A worker whose
     * manifest, plugins or data differ refuses it.
     *
     * @throws DataException if it belongs to another training
     * @throws SoraException if a single process saved it
     */
    void begin(WorkerSettings settings) {
        if (workers.isFirst()) {
            folder.clearIncomplete();
        }
        String name = agreed(workers.isFirst() ? newest().orElse("") : "");
        if (name.equals(FOREIGN)) {
            throw SparkProblems.settings(
                    folder.toString(), SparkProblems.NO_WORKERS, settings.identity());
        }
        if (!name.isEmpty()) {
            load(name);
        } else if (workers.size() > 1) {
            agree();
        }
    }

    /** Returns what the first worker says. */
    private String agreed(String own) {
        return new String(
                workers.gather(own.getBytes(StandardCharsets.UTF_8)).get(0),
                StandardCharsets.UTF_8);
    }

    /** Returns the newest checkpoint that is not damaged, or that it is not of workers. */
    private Optional<String> newest() {
        for (String name : folder.checkpoints()) {
            Path copy = copy(name);
            try {
                Checkpoint.read(copy);
                return Optional.of(saved.contains(name, copy) ? name : FOREIGN);
            } catch (DataException e) {
                LOG.warn("the checkpoint {} is skipped: {}", name, e.getMessage());
            } finally {
                delete(copy);
            }
        }
        return Optional.empty();
    }

    /** Lets all workers continue with the state of the first one. */
    void agree() {
        if (workers.isFirst()) {
            put(AGREED, file -> {});
        }
        agreed("");
        if (!workers.isFirst()) {
            load(AGREED);
        }
        agreed("");
        if (workers.isFirst()) {
            folder.delete(AGREED);
        }
    }

    private void load(String name) {
        Path copy = copy(name);
        try {
            session.load(copy);
        } finally {
            delete(copy);
        }
    }

    /** Saves the state of the first worker after a step of an epoch, or between two epochs. */
    void save(long stepOfEpoch) {
        if (workers.isFirst()) {
            String name = new CheckpointName(session.epochs(), stepOfEpoch).file();
            put(name, file -> saved.add(name, file, keep));
            folder.keep(keep);
        }
    }

    private void put(String name, Consumer<Path> before) {
        Path file = local.resolve(name);
        session.save(file);
        before.accept(file);
        folder.put(file, name);
        delete(file);
    }

    private Path copy(String name) {
        Path copy = local.resolve(name);
        folder.get(name, copy);
        return copy;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
