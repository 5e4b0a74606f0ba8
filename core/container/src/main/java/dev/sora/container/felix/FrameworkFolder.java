// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The framework's folder of this process.
 *
 * <p>Every process has one of its own, so that two never meet; it lives as long as the process
 * does. What a killed process left behind is swept by the next one.
 */
final class FrameworkFolder implements AutoCloseable {

    private final Path folder;

    private FrameworkFolder(Path folder) {
        this.folder = folder;
    }

    /** Creates a folder for this process in a parent folder. */
    static FrameworkFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        sweep(parent);
        long pid = ProcessHandle.current().pid();
        return new FrameworkFolder(Files.createTempDirectory(parent, pid + "-"));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                int dash = name.indexOf('-');
                if (dash > 0 && isGone(name.substring(0, dash))) {
                    delete(folder);
                }
            }
        }
    }

    private static boolean isGone(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder()).forEach(FrameworkFolder::deleteOne);
        } catch (IOException e) {
            // Another process sweeps at the same time, or a file is still held: the next one
            // sweeps.
            return;
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
