// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
        Path draft = Files.createTempFile(folder, ".report", ".tmp");
        try {
            Files.write(draft, page);
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
