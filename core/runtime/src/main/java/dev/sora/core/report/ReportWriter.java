// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.io.AtomicFile;
import java.nio.file.Path;

/** Writes the report of a run as one page without external resources. */
public final class ReportWriter {

    private ReportWriter() {}

    /**
     * Writes the page and replaces an existing file; the folder must exist.
     *
     * @throws dev.sora.problem.DataException if the file cannot be written; an existing file is
     *     then unchanged
     */
    public static void write(ReportData data, Path file) {
        AtomicFile.writeText(file, ReportPage.of(data));
    }
}
