// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.io.Digests;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which checkpoints of a shared folder workers saved. A single process saves checkpoints of the
 * same form and names, by default in the same folder, and its steps are not those of workers.
 */
final class SavedByWorkers {

    /** The file that lists them, the newest first, each with its digest. */
    static final String FILE = "saved";

    private static final char SEPARATOR = ' ';

    private final SharedFolder folder;

    SavedByWorkers(SharedFolder folder) {
        this.folder = folder;
    }

    /**
     * Adds a checkpoint. It is added before it is put into the folder: if the worker is lost in
     * between, the one before is the newest, which the list contains as well.
     *
     * @param keep the number of older checkpoints that stay in the list
     */
    void add(String name, Path file, int keep) {
        Stream<String> all = Stream.concat(Stream.of(line(name, file)), lines().limit(keep));
        folder.write(FILE, all.distinct().collect(Collectors.joining("\n")));
    }

    /**
     * Returns whether workers saved a checkpoint.
     *
     * @param copy a copy of it on this machine
     */
    boolean contains(String name, Path copy) {
        String line = line(name, copy);
        return lines().anyMatch(line::equals);
    }

    /** Forgets all checkpoints. */
    void clear() {
        folder.delete(FILE);
    }

    private Stream<String> lines() {
        return folder.read(FILE).stream().flatMap(String::lines);
    }

    private static String line(String name, Path file) {
        return name + SEPARATOR + Digests.sha256(file);
    }
}
