// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the temporary folders of processes that were killed. */
final class AbandonedFolders {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedFolders.class);

    /** A process locks a folder at once after it created it; this is far more. */
    private static final Duration UNTIL_LOCKED = Duration.ofDays(1);

    private AbandonedFolders() {}

    /**
     * Removes those of this user beside a folder. A failure is logged: the folder can be used.
     *
     * @param own a folder of this process
     * @param prefix with which their names begin
     */
    static void remove(Path own, String prefix) {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(own.resolveSibling(""), prefix + "*")) {
            for (Path folder : found) {
                if (isOfUser(folder, own)) {
                    remove(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("folders of killed processes stay beside {}", own, e);
        }
    }

    private static boolean isOfUser(Path folder, Path own) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder).equals(Files.getOwner(own));
        } catch (IOException e) {
            LOG.debug("another process removes it", e);
            return false;
        }
    }

    private static void remove(Path folder) {
        try {
            if (isUnlocked(folder)) {
                TemporaryFolder.delete(folder);
            }
        } catch (NoSuchFileException e) {
            removeNeverLocked(folder);
        } catch (IOException e) {
            LOG.debug("it may be in use: {}", folder, e);
        }
    }

    private static boolean isUnlocked(Path folder) throws IOException {
        Map<Path, FileChannel> held = TemporaryFolder.HELD;
        synchronized (held) {
            if (held.containsKey(folder)) {
                return false;
            }
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve(TemporaryFolder.LOCK),
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
            try {
                boolean unlocked = channel.tryLock() != null;
                channel.close();
                return unlocked;
            } catch (OverlappingFileLockException e) {
                // of another class loader of this process, whose lock ends if the channel is closed
                held.put(folder, channel);
                return false;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** Removes what a process left that was killed before it locked its folder. */
    private static void removeNeverLocked(Path folder) {
        try {
            Instant changed = Files.getLastModifiedTime(folder).toInstant();
            if (changed.isBefore(Instant.now().minus(UNTIL_LOCKED))) {
                Files.deleteIfExists(folder.resolve(TemporaryFolder.UNLOCKED));
                // fails if the folder holds anything else
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            LOG.debug("another process removes it, or it is not one of these folders", e);
        }
    }
}
