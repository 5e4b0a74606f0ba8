// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The exclusive lock for changes of a store; one thread of one process holds it at a time. */
final class StoreLock implements AutoCloseable {

    static final String NAME = ".lock";

    private static final long PATIENCE_SECONDS = 60;
    private static final long PAUSE_MILLIS = 20;

    /** File locks exclude other processes; these locks exclude other threads of this JVM. */
    private static final Map<Path, ReentrantLock> WITHIN = new ConcurrentHashMap<>();

    private final ReentrantLock within;
    private final FileChannel channel;

    private StoreLock(ReentrantLock within, FileChannel channel) {
        this.within = within;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws dev.sora.problem.SoraException if another process holds it for too long, the thread
     *     is interrupted, or the folder cannot be written
     */
    static StoreLock take(Path folder) {
        Path file = folder.resolve(NAME);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        FileChannel channel = null;
        ReentrantLock within = null;
        boolean taken = false;
        try {
            Files.createDirectories(folder);
            within = WITHIN.computeIfAbsent(folder.toRealPath(), any -> new ReentrantLock());
            if (!within.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                within = null;
                throw StoreProblems.busy(file, PATIENCE_SECONDS);
            }
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (tryLock(channel) == null) {
                if (System.nanoTime() > end) {
                    throw StoreProblems.busy(file, PATIENCE_SECONDS);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            taken = true;
            return new StoreLock(within, channel);
        } catch (IOException e) {
            throw StoreProblems.unwritable(folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreProblems.busy(file, 0);
        } finally {
            if (!taken) {
                release(within, channel);
            }
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another copy of this class, loaded by another application in this JVM, holds the
            // lock.
            return null;
        }
    }

    @Override
    public void close() {
        release(within, channel);
    }

    private static void release(ReentrantLock within, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The operating system releases the lock when the process ends.
            return;
        } finally {
            if (within != null) {
                within.unlock();
            }
        }
    }
}
