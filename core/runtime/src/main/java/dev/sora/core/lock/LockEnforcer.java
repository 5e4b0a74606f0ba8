// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.data.DataFiles;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginChoice;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.PriorModel;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock that a training must match. */
public final class LockEnforcer {

    private static final Logger LOG = LoggerFactory.getLogger(LockEnforcer.class);

    /** The name that engines use for the number of their threads, as a setting and as a fact. */
    static final String THREADS = "threads";

    private final Path file;
    private final Lock lock;

    private LockEnforcer(Path file, Lock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Reads the lock.
     *
     * @throws SoraException if there is none, or it does not pin enough
     */
    public static LockEnforcer read(Path file) {
        if (Files.notExists(file)) {
            throw new SoraException(
                    Problem.of("SORA-3601", "there is no lock to compare with")
                            .where(file.toString())
                            .fix(
                                    "train without --frozen, and put the resulting sora.lock"
                                            + " beside the manifest or name it with --lock"));
        }
        Lock lock = Lock.read(file);
        if (lock.version() < Lock.VERSION) {
            throw new SoraException(
                    Problem.of("SORA-3602", "the lock does not pin enough for --frozen")
                            .where(file.toString())
                            .needs("lock version %d".formatted(Lock.VERSION))
                            .have(
                                    "lock version %d, written by Sora %s"
                                            .formatted(lock.version(), lock.sora()))
                            .fix("train without --frozen, and use the resulting sora.lock"));
        }
        return new LockEnforcer(file, lock);
    }

    /** Returns the installed plugins that are exactly those of the lock. */
    public PluginChoice choose(List<OfferedPlugin> installed) {
        return PluginChoice.exactly(
                lock.plugins().stream()
                        .map(p -> new PluginChoice.Wanted(p.name(), p.version()))
                        .toList(),
                installed);
    }

    /** Returns a problem for each plugin that is not installed in the exact version. */
    public List<Problem> lacking(List<OfferedPlugin> installed) {
        return choose(installed).lacking().stream()
                .map(
                        wanted ->
                                LockDifferences.plugin(
                                        file,
                                        wanted,
                                        installed.stream()
                                                .filter(p -> p.name().equals(wanted.name()))
                                                .map(OfferedPlugin::version)
                                                .toList()))
                .toList();
    }

    /** Returns a plan with the number of threads of the lock, if the plan leaves it open. */
    public Plan withThreads(Plan plan) {
        return lock.threads() == 0 ? plan : plan.tellingEngine(THREADS, (long) lock.threads());
    }

    /**
     * Compares everything except the data.
     *
     * @throws SoraException with every difference
     */
    void check(Lock now) {
        refuse(new LockDifferences(file, lock, now).beforeData());
        String locked = lock.engine().getOrDefault("processor", "");
        String here = now.engine().getOrDefault("processor", "");
        if (!locked.equals(here)) {
            LOG.warn(
                    "the lock was written on another processor ({}, here {}): numbers may differ in"
                            + " their last digits",
                    locked,
                    here);
        }
    }

    /**
     * Compares the files of data, before records are read from them.
     *
     * @throws SoraException with every difference
     */
    void checkFiles(Plan plan, Optional<PriorModel> prior) {
        List<Problem> problems = new ArrayList<>();
        DataFiles found = DataFiles.of(plan);
        found.failures()
                .forEach(
                        (part, why) ->
                                problems.add(LockDifferences.unreadable(file, part, why.get(0))));
        List<Lock.DataFile> locked =
                lock.files().stream().filter(f -> !found.failures().containsKey(f.part())).toList();
        List<Lock.DataFile> here = new ArrayList<>(LockMaker.files(found.files(), Set.of()));
        here.addAll(LockMaker.packages(plan, prior));
        problems.addAll(new DataDifferences(file, locked, here).problems());
        refuse(problems);
    }

    /**
     * Compares the records, and the files again: they may have changed meanwhile.
     *
     * @throws SoraException with every difference
     */
    void checkRead(Lock now) {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(new DataDifferences(file, lock.files(), now.files()).problems());
        problems.addAll(new LockDifferences(file, lock, now).records());
        refuse(problems);
    }

    /**
     * Checks that a checkpoint comes from a training that matched the lock.
     *
     * @param pins the digest in the checkpoint, empty if it has none
     */
    public void checkCheckpoint(String pins, Path checkpoint) {
        if (!lock.pins().equals(pins)) {
            refuse(
                    List.of(
                            Problem.of(
                                            "SORA-3640",
                                            "the checkpoint comes from a training that differed"
                                                    + " from the lock")
                                    .where(checkpoint.toString())
                                    .needs("a training with all that " + file + " pins")
                                    .have(
                                            pins.isEmpty()
                                                    ? "a training of an older Sora"
                                                    : "another")
                                    .fix("train without --resume, or resume without --frozen")));
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
    }
}
