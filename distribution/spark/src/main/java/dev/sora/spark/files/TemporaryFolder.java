// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String LOCK = ".lock";

    /** Folders that belong to the JVM: a channel that nothing refers to releases its lock. */
    private static final Set<TemporaryFolder> OF_JVM = ConcurrentHashMap.newKeySet();

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
     */
    public static TemporaryFolder create(String kind) {
        return create(Path.of(System.getProperty("java.io.tmpdir")), kind);
    }

    static TemporaryFolder create(Path parent, String kind) {
        String prefix = "sora-%s-".formatted(kind);
        try {
            // under another name until it is locked, so that no other process removes it
            Path made = Files.createTempDirectory(parent, "sora-new-");
            FileChannel lock =
                    FileChannel.open(
                            made.resolve(LOCK),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            lock.lock();
            String random = made.getFileName().toString().substring("sora-new-".length());
            Path path = Files.move(made, parent.resolve(prefix + random));
            sweep(parent, prefix, path);
            return new TemporaryFolder(path, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Creates a folder that is removed when the JVM ends, if it is empty then: what is written to
     * it is to be removed by {@link java.io.File#deleteOnExit} too.
     *
     * @param kind a word in its name
     */
    public static TemporaryFolder untilExit(String kind) {
        TemporaryFolder folder = create(kind);
        OF_JVM.add(folder);
        // the JVM deletes them in the reverse order
        folder.path.toFile().deleteOnExit();
        folder.path.resolve(LOCK).toFile().deleteOnExit();
        return folder;
    }

    /** Returns the folder. */
    public Path path() {
        return path;
    }

    /** Removes the folder with all that is in it; what cannot be removed is logged. */
    @Override
    public void close() {
        OF_JVM.remove(this);
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("a lock was not released", e);
        }
        delete(path);
    }

    private static void sweep(Path parent, String prefix, Path own) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : found) {
                if (!folder.equals(own) && isAbandoned(folder, own)) {
                    delete(folder);
                }
            }
        }
    }

    /** Returns whether a folder is one of this user whose process has ended. */
    private static boolean isAbandoned(Path folder, Path own) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder).equals(Files.getOwner(own))) {
                return false;
            }
            try (FileChannel channel =
                            FileChannel.open(
                                    folder.resolve(LOCK),
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS);
                    FileLock taken = channel.tryLock()) {
                return taken != null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            // another process removes it, this one uses it, or it is not one of these folders
            return false;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("a temporary folder stays: {}", folder, e);
        }
    }
}
