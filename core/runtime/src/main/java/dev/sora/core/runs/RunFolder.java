// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.drift.DistributionsFile;
import dev.sora.core.graph.Tensors;
import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.core.lock.LockMaker;
import dev.sora.core.model.GraphInfo;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.History;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.preparation.LearnedStates;
import dev.sora.core.preparation.Phases;
import dev.sora.core.results.ModelCard;
import dev.sora.core.results.RunLog;
import dev.sora.core.results.RunReport;
import dev.sora.core.results.RunResults;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder for the results of a training, which has it for itself until it is closed. */
public final class RunFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

    private static final String MODEL = "model.sora";
    private static final String METRICS = "metrics.json";
    private static final String HISTORY = "history.csv";
    private static final String LOCK = "sora.lock";
    private static final String REPORT = "report.html";
    private static final List<String> RESULTS = List.of(MODEL, METRICS, HISTORY, LOCK, REPORT);

    private final Path folder;
    private final List<Path> made;
    private final FolderLock lock;

    private RunFolder(Path folder, List<Path> made, FolderLock lock) {
        this.folder = folder;
        this.made = made;
        this.lock = lock;
    }

    /**
     * Writes the results of a training that a program drives. Older results in the folder are
     * removed.
     */
    public static TrainingResult write(Path out, RunResults all, RunLog log) {
        RunFolder folder = open(out);
        try (folder) {
            folder.clear(Optional.empty());
            Phases phases = new Phases(log);
            phases.start("save");
            return folder.save(all, log, phases, log);
        } catch (RuntimeException | Error e) {
            folder.abandon();
            throw e;
        }
    }

    /**
     * Creates the folder at once, so that two runs that start together use different folders.
     *
     * @throws DataException if it cannot be created, or another training is writing into it
     */
    static RunFolder open(Path folder) {
        List<Path> made = new ArrayList<>();
        for (Path path = folder.toAbsolutePath();
                path != null && !Files.exists(path);
                path = path.getParent()) {
            made.add(path);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataException(
                    Problem.of("SORA-4494", "the folder for results cannot be made")
                            .where(folder.toString())
                            .have(String.valueOf(e.getMessage()))
                            .fix("name another folder with --out"),
                    e);
        }
        return new RunFolder(folder, made, FolderLock.of(folder));
    }

    /** Lets other trainings have the folder. */
    @Override
    public void close() {
        lock.close();
    }

    /**
     * Removes old results when training begins: if it stops early, an older model must not be
     * beside newer checkpoints.
     *
     * @param kept a file that must be kept
     */
    void clear(Optional<Path> kept) {
        try {
            for (String name : RESULTS) {
                Path result = folder.resolve(name);
                if (Files.exists(result)
                        && (kept.isEmpty() || !Files.isSameFile(result, kept.get()))) {
                    Files.delete(result);
                }
            }
        } catch (IOException e) {
            throw new DataException(
                    Problem.of("SORA-4489", "an older result cannot be removed")
                            .where(folder.toString())
                            .have(String.valueOf(e.getMessage()))
                            .fix("name another folder with --out"),
                    e);
        }
        new Checkpoints(checkpoints(), 1).clear();
    }

    /** Removes the folders that this run created, if they are empty, because the run failed. */
    void abandon() {
        close();
        try {
            for (Path path : made) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.debug("a folder stays, as is right if anything is in it", e);
        }
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    Path history() {
        return folder.resolve(HISTORY);
    }

    /** Writes every file; each is complete or absent. */
    TrainingResult save(RunResults all, RunLog log, Phases phases, RunListener listener) {
        List<NodeInfo> nodes = GraphInfo.of(all.data().graph());
        Lock lock = all.lock();
        Path model = folder.resolve(MODEL);
        ModelPackage.write(
                model,
                new ModelPackage(
                        all.manifest(),
                        lock.tree(),
                        Tensors.of(all.weights()),
                        LearnedStates.of(all.data().graph()),
                        all.metrics(),
                        ModelCard.of(all.data().graph(), nodes, records(all), all.metrics()),
                        all.means(),
                        DistributionsFile.tree(all.distributions())));
        verify(all, model);
        Path metrics = folder.resolve(METRICS);
        AtomicFile.writeText(metrics, Json.pretty(all.metrics().tree()));
        Path history = history();
        History.write(history, all.trained().history());
        Path locked = folder.resolve(LOCK);
        lock.write(locked);
        phases.end();
        Path report = folder.resolve(REPORT);
        RunReport.write(report, all, nodes, records(all), log);
        listener.on(new RunEvent.FileWritten("model package", model));
        listener.on(new RunEvent.FileWritten("metrics", metrics));
        listener.on(new RunEvent.FileWritten("history", history));
        listener.on(new RunEvent.FileWritten("lock", locked));
        listener.on(new RunEvent.FileWritten("report", report));
        return new TrainingResult(
                model, all.metrics(), List.of(model, metrics, history, locked, report));
    }

    /** Checks the package, and removes it if it is not the trained model. */
    private static void verify(RunResults all, Path model) {
        try {
            PackageCheck.check(all, model);
        } catch (RuntimeException | Error e) {
            try {
                Files.deleteIfExists(model);
            } catch (IOException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    private static Map<String, Long> records(RunResults all) {
        return LockMaker.records(all.data());
    }
}
