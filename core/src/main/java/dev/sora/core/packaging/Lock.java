// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a training depended on beside its manifest, so that it can be repeated.
 *
 * @param sora the version of Sora
 * @param java what is known of the Java at work: {@code version}, {@code vendor}, …
 * @param engine what the engine says of itself
 * @param plugins the plugins, sorted by name
 * @param files the files of data that were read
 * @param skipped how many records were left out, by part and by the code of what is wrong with them
 * @param seed the seed of the run
 * @param threads the threads that the engine computed with
 */
public record Lock(
        String sora,
        Map<String, String> java,
        Map<String, String> engine,
        List<Plugin> plugins,
        List<DataFile> files,
        Map<String, Map<String, Long>> skipped,
        long seed,
        int threads) {

    /**
     * A plugin that was at work.
     *
     * @param sha256 the digest of its jar
     */
    public record Plugin(String name, String version, String sha256) {}

    /**
     * A file of data that was read.
     *
     * @param path as the manifest names it
     * @param size its bytes
     * @param sha256 its digest
     */
    public record DataFile(String path, long size, String sha256) {

        /** Measures a file. */
        public static DataFile of(String path, Path file) {
            return new DataFile(path, file.toFile().length(), Digests.sha256(file));
        }
    }

    /** Copies maps and lists; what has no order of its own is sorted. */
    public Lock {
        java = Collections.unmodifiableMap(new LinkedHashMap<>(java));
        engine = Collections.unmodifiableMap(new TreeMap<>(engine));
        plugins =
                plugins.stream()
                        .sorted(Comparator.comparing(Plugin::name).thenComparing(Plugin::version))
                        .toList();
        files = List.copyOf(files);
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
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
