// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import dev.sora.problem.DataException;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files that are complete or absent.
 *
 * <p>The content is written to a new file in the same folder, forced to the disk, and moved to the
 * target in one step. The streams are those of {@code java.io}, because those of {@code java.nio}
 * fail on a thread that was interrupted, and an interrupted run still saves.
 */
public final class AtomicFile {

    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /**
     * Writes a file. If it fails, the target is unchanged and no other file is left.
     *
     * @param target the file; its folder must exist
     * @param content writes the content; it need not close the stream
     * @throws DataException if it cannot be written
     */
    public static void write(Path target, IoConsumer<OutputStream> content) {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new DataException(WriteProblems.isFolder(target));
        }
        try {
            File temporary = create(absolute);
            try {
                fill(temporary, content);
                move(temporary.toPath(), absolute);
            } finally {
                // After the move there is nothing to delete; before it, no file may be left.
                Files.deleteIfExists(temporary.toPath());
            }
        } catch (IOException e) {
            throw new DataException(WriteProblems.of(target, e), e);
        }
    }

    /** Writes a string in UTF-8. */
    public static void writeText(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Creates a file with the permissions of a normal new file, unlike the JDK's temporary files.
     */
    private static File create(Path target) throws IOException {
        while (true) {
            String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
            File file =
                    target.resolveSibling("." + target.getFileName() + "." + suffix + ".tmp")
                            .toFile();
            if (file.createNewFile()) {
                return file;
            }
        }
    }

    private static void fill(File file, IoConsumer<OutputStream> content) throws IOException {
        try (FileOutputStream plain = new FileOutputStream(file);
                OutputStream out = new BufferedOutputStream(plain, BUFFER)) {
            content.accept(out);
            out.flush();
            plain.getFD().sync();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
