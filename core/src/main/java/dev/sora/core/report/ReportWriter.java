// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes the report of a run as one page that needs nothing else to open. */
public final class ReportWriter {

    private ReportWriter() {}

    /**
     * Writes the page, replacing one that is there.
     *
     * <p>Whoever looks at the file sees the old page or the new one, never a part.
     *
     * @throws IOException when the file cannot be written; what was there before is then unharmed
     */
    public static void write(ReportData data, Path file) throws IOException {
        byte[] page = ReportPage.of(data).getBytes(StandardCharsets.UTF_8);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Not createTempFile: its files are for the owner's eyes only, and a report is for others
        // too.
        long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        Path draft = folder.resolve(".%s.%x.tmp".formatted(file.getFileName(), number));
        try {
            // Not Files.write, which fails on a thread that was interrupted: a run still saves.
            try (OutputStream out = new FileOutputStream(draft.toFile())) {
                out.write(page);
            }
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
