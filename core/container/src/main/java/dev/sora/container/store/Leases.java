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
 * Which folders of the store are in use, and by whom.
 *
 * <p>Each user has a file that names them, locked for as long as it lives. The system lets go of
 * the lock however the process ends, so a file whose lock can be had belongs to nobody.
 */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private static final String ENDING = ".lease";
    private static final String UNFINISHED = ".tmp";

    /** Where nothing is written: on some systems what is locked cannot be read by others. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LARGEST = 4 << 20;
    private static final long UNFINISHED_MILLIS = 60_000;

    /**
     * Begins the names of system properties that hold this JVM's own leases. A JVM that opens and
     * closes a file loses all its locks on it, also those that another copy of this class holds,
     * which another application in the same JVM has loaded.
     */
    private static final String OWN = "dev.sora.lease.";

    private final Path folder;

    Leases(Path folder) {
        this.folder = folder;
    }

    /** A lease of this JVM's. */
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

    /** Says that folders are in use. */
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
            // It is locked and whole before anybody can take it for an abandoned one.
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

    /** Returns the folders in use; nothing if that cannot be told, and then all are to be kept. */
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
            // Its owner has just ended.
            return List.of();
        }
    }

    private static void bury(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It was another user's, who will do it.
            LOG.debug("{} belongs to nobody and stays", file, e);
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
