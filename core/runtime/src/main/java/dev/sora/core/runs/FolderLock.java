// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.io.WriteProblems;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a folder for one training at a time, of this process or another one. Two of them would
 * remove each other's checkpoints and mix their results. The system releases the lock of a process
 * that ends, however it ends.
 *
 * <p>A process that closes a file loses all its locks on it, also those of another descriptor
 * (POSIX, {@code fcntl}). So the file of a folder that this process holds is not opened again.
 */
final class FolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    private static final String NAME = ".training";

    /** A bound of the size of the file, of which a disk stores no more than a block. */
    private static final long SIZES = 1 << 20;

    /** The real paths of the folders that this process holds, or is about to. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /**
     * Channels whose file another class loader of this process holds, or this one under another
     * mount: they stay open, because closing one would release that lock.
     */
    private static final Set<FileChannel> OF_OTHERS = ConcurrentHashMap.newKeySet();

    private final Path real;
    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path real, Path file, FileChannel channel) {
        this.real = real;
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
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw taken(folder);
            }
            boolean locked = false;
            try {
                FolderLock lock = new FolderLock(real, file, undisturbed(folder, file));
                locked = true;
                return lock;
            } finally {
                if (!locked) {
                    HELD.remove(real);
                }
            }
        } catch (IOException e) {
            throw new DataException(WriteProblems.of(file, e), e);
        }
    }

    /**
     * Locks also on a thread that is interrupted, as that of a training that is aborted before it
     * begins: an interrupt closes the channel that the thread uses, and the training itself decides
     * where it ends.
     */
    private static FileChannel undisturbed(Path folder, Path file) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return locked(folder, file);
                } catch (ClosedByInterruptException e) {
                    LOG.debug("interrupted while the folder is locked", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileChannel locked(Path folder, Path file) throws IOException {
        while (true) {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isAcquired(channel)) {
                throw taken(folder);
            }
            boolean current = false;
            try {
                current = isCurrent(channel, file);
            } finally {
                if (!current) {
                    channel.close();
                }
            }
            if (current) {
                return channel;
            }
        }
    }

    /**
     * Returns whether a locked file is still that of the folder: the training before may have
     * removed it after it was opened here, and another one may have made the next. A size at random
     * tells them apart, because to read the file would be to open it again.
     */
    private static boolean isCurrent(FileChannel channel, Path file) throws IOException {
        long size = ThreadLocalRandom.current().nextLong(1, SIZES);
        channel.truncate(0).write(ByteBuffer.allocate(1), size - 1);
        try {
            return Files.size(file) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Locks a file; the channel is closed if another process has the lock. */
    private static boolean isAcquired(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return true;
            }
        } catch (OverlappingFileLockException e) {
            OF_OTHERS.add(channel);
            return false;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("the file system has no locks: trainings are not kept apart there", e);
            return true;
        }
        channel.close();
        return false;
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
        HELD.remove(real);
    }
}
