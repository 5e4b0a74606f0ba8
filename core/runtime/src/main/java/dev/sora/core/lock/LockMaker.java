// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.PluginUse;
import dev.sora.core.preparation.PreparedTraining;
import dev.sora.core.preparation.PriorModel;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineFacts;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates the lock of a training: everything that its result depends on. */
public final class LockMaker {

    private LockMaker() {}

    /** Creates the lock with what is known before data is read. */
    public static Lock of(Plan plan, Engine engine, PluginDigests digests) {
        Map<String, String> java = new LinkedHashMap<>();
        java.put("version", System.getProperty("java.version"));
        java.put("vendor", System.getProperty("java.vendor"));
        java.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        List<Lock.Plugin> plugins = new ArrayList<>();
        plan.uses()
                .forEach(
                        (plugin, uses) ->
                                plugins.add(
                                        new Lock.Plugin(
                                                plugin.name(),
                                                plugin.version(),
                                                digests.of(plugin),
                                                uses.stream()
                                                        .map(PluginUse::word)
                                                        .collect(Collectors.toSet()))));
        EngineFacts facts = engine.facts();
        return new Lock(
                Lock.VERSION,
                SoraVersion.get(),
                java,
                EngineTexts.of(engine),
                natives(plan, engine, facts, digests),
                plugins,
                List.of(),
                Map.of(),
                Map.of(),
                plan.seed(),
                facts.threads().orElse(0),
                NumberKeys.pinned(plan));
    }

    private static Lock.Natives natives(
            Plan plan, Engine engine, EngineFacts facts, PluginDigests digests) {
        return new Lock.Natives(
                plan.engine().qualifiedName(),
                EngineTexts.device(engine),
                facts.runtime(),
                facts.platform(),
                facts.nativesSha256().orElseGet(() -> digests.of(plan.engine().plugin())));
    }

    /** Adds the data of a training that has just been read. */
    public static Lock withData(
            Lock lock, Plan plan, Optional<PriorModel> prior, PreparedTraining data) {
        List<Lock.DataFile> files = new ArrayList<>(files(data.files(), data.filesLearned()));
        files.addAll(packages(plan, prior));
        return lock.withData(files, records(data), data.skipped());
    }

    /** Returns the packages and files that nodes come from, each once. */
    static List<Lock.DataFile> packages(Plan plan, Optional<PriorModel> prior) {
        Stream<Lock.DataFile> taken =
                plan.taken().values().stream()
                        .map(node -> packaged(node.file(), node.size(), node.sha256()));
        Stream<Lock.DataFile> whole =
                prior.stream().map(model -> packaged(model.file(), model.size(), model.sha256()));
        Stream<Lock.DataFile> asked =
                plan.training().procedure().stream()
                        .flatMap(procedure -> procedure.models().values().stream())
                        .map(model -> packaged(model.file(), model.size(), model.sha256()));
        Stream<Lock.DataFile> foreign =
                plan.foreign().values().stream()
                        .map(file -> packaged(file.path(), file.size(), file.sha256()));
        Stream<Lock.DataFile> adapters =
                plan.foreign().values().stream()
                        .flatMap(file -> file.adapter().stream())
                        .map(file -> packaged(file.path(), file.size(), file.sha256()));
        Stream<Lock.DataFile> inputs =
                InputFiles.of(plan).stream()
                        .map(file -> packaged(file.path(), file.size(), file.sha256()));
        return Stream.of(taken, whole, asked, foreign, adapters, inputs)
                .flatMap(files -> files)
                .distinct()
                .sorted(Comparator.comparing(Lock.DataFile::path))
                .toList();
    }

    private static Lock.DataFile packaged(Path file, long size, String sha256) {
        return new Lock.DataFile(Lock.PACKAGE, file.toAbsolutePath().toString(), size, sha256);
    }

    public static Map<String, Long> records(PreparedTraining data) {
        Map<String, Long> records = new LinkedHashMap<>();
        records.put("train", (long) data.records());
        data.validation().ifPresent(part -> records.put("validation", (long) part.size()));
        data.test().ifPresent(part -> records.put("test", (long) part.size()));
        return records;
    }

    /**
     * Measures files, each once. What is not a file, such as a folder or an address, has no digest.
     *
     * @param learned the files that must still exist
     * @throws DataException if one of them is gone: nobody could tell later what was learned from
     */
    public static List<Lock.DataFile> files(Map<String, List<Path>> parts, Set<Path> learned) {
        Map<Path, Lock.DataFile> measured = new HashMap<>();
        List<Lock.DataFile> files = new ArrayList<>();
        parts.forEach(
                (part, paths) -> {
                    for (Path path : paths) {
                        Lock.DataFile file =
                                measured.computeIfAbsent(
                                        path, p -> measure(part, p, learned.contains(p)));
                        files.add(new Lock.DataFile(part, file.path(), file.size(), file.sha256()));
                    }
                });
        return files;
    }

    private static Lock.DataFile measure(String part, Path file, boolean needed) {
        if (Files.isRegularFile(file)) {
            return Lock.DataFile.of(part, file);
        }
        if (!needed) {
            return new Lock.DataFile(part, file.toString(), 0, "");
        }
        throw new DataException(
                Problem.of("SORA-4011", "a file of the %s data was deleted".formatted(part))
                        .where(file.toString())
                        .needs("the files that were read, to note what is learned from")
                        .have("no such file any more")
                        .fix("restore it, and start again when no program changes the data"));
    }
}
