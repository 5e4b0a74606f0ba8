// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records which folders of the store are in use by running processes.
 *
 * <p>Each lease is a file with the names of the folders, locked until the lease is closed. The
 * operating system releases the lock when the process ends, however it ends. So a file that can be
 * locked belongs to no running process and is deleted.
 */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private static final String ENDING = ".lease";
    private static final String UNFINISHED = ".tmp";

    /**
     * The locked byte is beyond the content, because some systems do not let other processes read
     * locked bytes.
     */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LARGEST = 4 << 20;
    private static final long UNFINISHED_MILLIS = 60_000;

    /**
     * The prefix of system properties that hold the leases of this JVM. If a JVM opens and closes a
     * file, it loses all its locks on that file. So the leases of this JVM are read from the
     * properties, which another copy of this class in the same JVM sees too.
     */
    private static final String OWN = "dev.sora.lease.";

    private final Path folder;

    Leases(Path folder) {
        this.folder = folder;
    }

    /** A lease of this JVM. */
    static final class Held implements AutoCloseable {

        private final Path file;
        private final FileChannel channel;

        private Held(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
                channel.close();
            } catch (IOException e) {
                LOG.debug("{} stays until another process finds it", file, e);
            } finally {
                System.clearProperty(property(file));
            }
        }
    }

    private static String property(Path file) {
        return OWN + file.getFileName();
    }

    /** Takes a lease on folders. */
    Held take(Collection<String> names) throws IOException {
        Files.createDirectories(folder);
        String id = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        Path unfinished = folder.resolve("." + id + UNFINISHED);
        Path file = folder.resolve(id + ENDING);
        String text = String.join("\n", names);
        System.setProperty(property(file), text);
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // The file is complete and locked before its name marks it as a lease.
            channel.tryLock(LOCKED_BYTE, 1, false);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return new Held(file, channel);
        } catch (IOException e) {
            System.clearProperty(property(file));
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /**
     * Returns the names of the folders in use; empty if they cannot be determined, and then no
     * folder may be deleted.
     */
    Optional<Set<String>> names() {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(ENDING)) {
                    names.addAll(namesIn(file));
                } else if (name.endsWith(UNFINISHED) && isOld(file)) {
                    bury(file);
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.of(Set.of());
        } catch (IOException e) {
            LOG.debug("leases in {} cannot be read", folder, e);
            return Optional.empty();
        }
        return Optional.of(names);
    }

    private static boolean isOld(Path file) throws IOException {
        long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
        return age > UNFINISHED_MILLIS;
    }

    private static List<String> namesIn(Path file) throws IOException {
        String own = System.getProperty(property(file));
        if (own != null) {
            return own.lines().toList();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (isDead(channel)) {
                bury(file);
                return List.of();
            }
            if (channel.size() > LARGEST) {
                throw new IOException(file + " is larger than any lease");
            }
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            while (content.hasRemaining() && channel.read(content) >= 0) {
                continue;
            }
            return new String(content.array(), StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            // The lease was closed in the meantime.
            return List.of();
        }
    }

    private static void bury(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The file may belong to another user, whose processes delete it.
            LOG.debug("{} has no owner and remains", file, e);
        }
    }

    private static boolean isDead(FileChannel channel) throws IOException {
        try (FileLock lock = channel.tryLock(LOCKED_BYTE, 1, true)) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
