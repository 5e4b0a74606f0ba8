// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.InterruptedRunException;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates temporary files for data that does not fit into memory, below the cache folder. A file is
 * deleted when it is opened, or, where the system does not allow that, when it is closed, so no run
 * leaves one behind. A file that remains nevertheless is removed by the next run.
 */
final class SpillFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SpillFiles.class);
    private static final AtomicLong NUMBER = new AtomicLong();

    private SpillFiles() {}

    static FileChannel open() {
        try {
            Path folder = folder();
            Files.createDirectories(folder);
            sweep(folder);
            Path file =
                    folder.resolve(
                            "%d-%d.column"
                                    .formatted(
                                            ProcessHandle.current().pid(),
                                            NUMBER.incrementAndGet()));
            Files.deleteIfExists(file);
            return FileChannel.open(
                    file,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    static Path folder() {
        String home = System.getenv("SORA_HOME");
        Path base =
                home == null || home.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".sora")
                        : Path.of(home);
        return base.resolve("cache").resolve("scratch");
    }

    /** Removes the files of processes that have ended. */
    private static void sweep(Path folder) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(file -> file.toString().endsWith(".column")).toList();
        }
        for (Path file : left) {
            String name = file.getFileName().toString();
            String pid = name.substring(0, Math.max(0, name.indexOf('-')));
            boolean alive =
                    !pid.matches("\\d{1,18}") || ProcessHandle.of(Long.parseLong(pid)).isPresent();
            if (!alive) {
                LOG.debug("removing {}, which a process left behind", file);
                Files.deleteIfExists(file);
            }
        }
    }

    static RuntimeException failure(IOException thrown) {
        if (thrown instanceof ClosedByInterruptException) {
            return new InterruptedRunException("stopped while encoding the data");
        }
        return new DataException(
                Problem.of("SORA-4010", "encoded data that does not fit into memory cannot be kept")
                        .where(folder().toString())
                        .have(String.valueOf(thrown.getMessage()))
                        .fix(
                                "free disk space there, set SORA_HOME to a folder on another"
                                        + " disk, or raise data.memory"),
                thrown);
    }
}
