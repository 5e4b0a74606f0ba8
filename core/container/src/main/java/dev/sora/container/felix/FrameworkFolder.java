// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder in which the framework of this process stores its files.
 *
 * <p>Each process has its own folder and deletes it when the framework stops. The folder of a
 * killed process is deleted by the next process that starts.
 */
final class FrameworkFolder implements AutoCloseable {

    private final Path folder;

    private FrameworkFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates a folder for this process in a parent folder, and deletes those of processes that
     * have ended.
     */
    static FrameworkFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        sweep(parent);
        long pid = ProcessHandle.current().pid();
        return new FrameworkFolder(Files.createTempDirectory(parent, pid + "-"));
    }

    /** Creates a folder among the temporary files of this machine. */
    static FrameworkFolder temporary() throws IOException {
        return new FrameworkFolder(Files.createTempDirectory("sora-framework-"));
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
            // Another process deletes the folder at the same time, or a file is still open: the
            // next process tries again.
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
