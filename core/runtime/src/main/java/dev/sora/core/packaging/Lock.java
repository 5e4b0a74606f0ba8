// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Digests;
import dev.sora.core.io.Json;
import dev.sora.core.io.ReadFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that a training depended on, so that it can be repeated.
 *
 * @param version the version of the format; fields that version 1 did not have are empty
 * @param sora the version of Sora
 * @param java the facts about the running Java: {@code version}, {@code vendor}, …
 * @param engine the facts that the engine reports
 * @param natives the native code of the engine
 * @param plugins the plugins, sorted by name
 * @param files the files of data that were read
 * @param records the number of records of each split
 * @param skipped the number of records that were left out, by split and problem code
 * @param seed the seed of the run
 * @param threads the number of threads of the engine
 * @param manifest the keys of the resolved manifest that determine numbers, with their values
 */
public record Lock(
        int version,
        String sora,
        Map<String, String> java,
        Map<String, String> engine,
        Natives natives,
        List<Plugin> plugins,
        List<DataFile> files,
        Map<String, Long> records,
        Map<String, Map<String, Long>> skipped,
        long seed,
        int threads,
        Map<String, String> manifest) {

    /** The version that this Sora writes. */
    public static final int VERSION = 2;

    /** The name in {@link DataFile} of packages that weights come from. */
    public static final String PACKAGE = "package";

    private static final Set<String> NOT_LEARNED = Set.of("test", PACKAGE);

    /**
     * The native code of the engine.
     *
     * @param engine the type of the engine, with its plugin
     * @param device the device
     * @param runtime the native runtime and its version
     * @param platform the platform that the code was built for
     * @param sha256 the digest of the native libraries, or of the jar that contains them
     */
    public record Natives(
            String engine, String device, String runtime, String platform, String sha256) {}

    /**
     * A plugin that the training used.
     *
     * @param sha256 the digest of its jar when the run began; empty if it was not in a jar
     * @param uses its uses: {@code engine}, {@code data}, {@code model}; empty if unknown
     */
    public record Plugin(String name, String version, String sha256, Set<String> uses) {

        /** Sorts the uses. */
        public Plugin {
            uses = Collections.unmodifiableSet(new TreeSet<>(uses));
        }

        /** Returns whether a model that was trained with it requires it. */
        public boolean isNeededByModel() {
            return uses.isEmpty() || uses.contains("model");
        }
    }

    /**
     * A file of data that was read.
     *
     * @param part the split that it belongs to, empty if unknown
     * @param path its path
     * @param size its size in bytes
     * @param sha256 its digest
     */
    public record DataFile(String part, String path, long size, String sha256) {

        /** Measures a file. */
        public static DataFile of(String part, Path file) {
            return new DataFile(
                    part, file.toString(), file.toFile().length(), Digests.sha256(file));
        }
    }

    /** Copies maps and lists; those without an order of their own are sorted. */
    public Lock {
        java = Collections.unmodifiableMap(new LinkedHashMap<>(java));
        engine = Collections.unmodifiableMap(new TreeMap<>(engine));
        plugins =
                plugins.stream()
                        .sorted(Comparator.comparing(Plugin::name).thenComparing(Plugin::version))
                        .toList();
        files = List.copyOf(files);
        records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        manifest = Collections.unmodifiableMap(new TreeMap<>(manifest));
    }

    /** Returns a copy that contains the data as well. */
    public Lock withData(
            Collection<DataFile> read,
            Map<String, Long> counted,
            Map<String, Map<String, Long>> left) {
        return new Lock(
                version,
                sora,
                java,
                engine,
                natives,
                plugins,
                List.copyOf(read),
                counted,
                left,
                seed,
                threads,
                manifest);
    }

    /** Returns the digest of the keys of the manifest that determine numbers. */
    public String manifestDigest() {
        return Digests.sha256(Json.line(manifest));
    }

    /** Returns a digest of everything that determines the resulting weights. */
    public String pins() {
        Map<String, Object> tree = new LinkedHashMap<>(tree());
        // information for display only
        tree.remove("engine");
        tree.put("java", java.getOrDefault("version", ""));
        tree.put("data", files.stream().map(DataFile::sha256).toList());
        return Digests.sha256(Json.line(tree));
    }

    /**
     * Returns a digest of the data that training uses: the contents of its files, independent of
     * their folder, and the number of records. The test split is not included, nor are packages
     * that weights come from, which are listed in the order of their paths.
     */
    public String learnedData() {
        return learnedData(files, records);
    }

    /**
     * Returns the digest of data as {@link #learnedData()} does.
     *
     * @param files the files that were read
     * @param records the number of records by part
     */
    public static String learnedData(List<DataFile> files, Map<String, Long> records) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(
                "files",
                files.stream()
                        .filter(file -> !NOT_LEARNED.contains(file.part()))
                        .map(DataFile::sha256)
                        .toList());
        Map<String, Object> counted = new TreeMap<>(records);
        counted.remove("test");
        tree.put("records", counted);
        return Digests.sha256(Json.line(tree));
    }

    /** Returns the lock as a tree for JSON. */
    public Map<String, Object> tree() {
        return LockTree.write(this);
    }

    /** Writes {@code sora.lock}. */
    public void write(Path file) {
        AtomicFile.writeText(file, Json.pretty(tree()));
    }

    /**
     * Reads {@code sora.lock}.
     *
     * @throws dev.sora.problem.DataException if it is not a lock, or a newer one
     */
    public static Lock read(Path file) {
        return LockTree.read(ReadFile.object(file, Container.MAX_TEXT), file.toString());
    }

    /**
     * Reads a tree from a model package.
     *
     * @param where the file, for messages
     * @throws dev.sora.problem.DataException if it is not a lock, or a newer one
     */
    public static Lock of(Map<String, Object> tree, String where) {
        return LockTree.read(tree, where);
    }
}
