// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.files;

import dev.sora.core.io.WriteProblems;
import dev.sora.problem.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder among the temporary files of this machine, removed when it is closed. That of a process
 * that was killed is removed by the next process that creates one of the same kind.
 *
 * <p>Each folder holds a file that its process has locked. The system releases the lock when the
 * process ends, however it ends, and a process in another container that shares the files does not
 * see the number of this one, but its lock.
 */
public final class TemporaryFolder implements AutoCloseable {

    static final String LOCK = ".lock";

    /** The name of the file until it is locked, so that no other process removes the folder. */
    static final String UNLOCKED = ".lock.new";

    /**
     * The locks of this process by the real paths of their folders, which are not opened again: a
     * process that closes a file loses all its locks on it (POSIX, {@code fcntl}). A channel that
     * nothing refers to would release its lock as well. Guards itself.
     */
    static final Map<Path, FileChannel> HELD = new HashMap<>();

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private final Path path;
    private final FileChannel lock;

    private TemporaryFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates a folder.
     *
     * @param kind a word in its name
     * @throws DataException if nothing can be written there
     */
    public static TemporaryFolder create(String kind) {
        return create(Path.of(System.getProperty("java.io.tmpdir")), kind);
    }

    static TemporaryFolder create(Path parent, String kind) {
        String prefix = "sora-%s-".formatted(kind);
        try {
            Path path = Files.createTempDirectory(parent.toRealPath(), prefix);
            TemporaryFolder folder = new TemporaryFolder(path, open(path));
            boolean locked = false;
            try {
                folder.lock();
                locked = true;
            } finally {
                if (!locked) {
                    folder.close();
                }
            }
            AbandonedFolders.remove(path, prefix);
            return folder;
        } catch (IOException e) {
            throw new DataException(WriteProblems.of(parent.resolve(prefix), e), e);
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        try {
            return FileChannel.open(
                    folder.resolve(UNLOCKED),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    private void lock() throws IOException {
        try {
            lock.lock();
        } catch (IOException e) {
            LOG.debug("the file system has no locks: folders of killed processes stay", e);
        }
        synchronized (HELD) {
            HELD.put(path, lock);
        }
        Files.move(path.resolve(UNLOCKED), path.resolve(LOCK));
    }

    /**
     * Has the folder removed when the JVM ends, if it is empty then except for a file: what else is
     * written to it is to be removed by {@link java.io.File#deleteOnExit} too.
     *
     * @param file a file of the folder
     */
    public void removeAtExit(Path file) {
        // the JVM deletes them in the reverse order
        path.toFile().deleteOnExit();
        path.resolve(LOCK).toFile().deleteOnExit();
        file.toFile().deleteOnExit();
    }

    /** Returns the folder. */
    public Path path() {
        return path;
    }

    /** Removes the folder with all that is in it; what cannot be removed is logged. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("a lock was not released", e);
        }
        delete(path);
        synchronized (HELD) {
            HELD.remove(path);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("a temporary folder stays: {}", folder, e);
        }
    }
}
