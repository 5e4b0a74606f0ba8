// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.io.WriteProblems;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a folder for one training at a time, of this process or another one. Two of them would
 * remove each other's checkpoints and mix their results. The system releases the lock of a process
 * that ends, however it ends. The file must not be opened a second time: closing it anywhere in the
 * process would release the lock (POSIX).
 */
final class FolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    private static final String NAME = ".training";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder, which exists.
     *
     * @throws DataException if another training has locked it, or nothing can be written there
     */
    static FolderLock of(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            while (true) {
                FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FolderLock lock = new FolderLock(file, channel);
                if (!lock.isAcquired()) {
                    channel.close();
                    throw taken(folder);
                }
                if (Files.exists(file)) {
                    return lock;
                }
                // the training before removed the file after it was opened here
                channel.close();
            }
        } catch (IOException e) {
            throw new DataException(WriteProblems.of(file, e), e);
        }
    }

    private boolean isAcquired() {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // a training of this process
            return false;
        } catch (IOException e) {
            LOG.debug("the file system has no locks: trainings are not kept apart there", e);
            return true;
        }
    }

    private static DataException taken(Path folder) {
        return new DataException(
                Problem.of("SORA-4488", "another training is writing into this folder")
                        .where(folder.toString())
                        .fix("wait until it has ended, or name another folder with --out"));
    }

    /** Removes the file and releases the lock; does nothing the second time. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("the file of the lock stays, without a lock", e);
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("the lock is released with the process", e);
        }
    }
}
