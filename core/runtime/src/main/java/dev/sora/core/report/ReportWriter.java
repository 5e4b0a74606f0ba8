// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.packaging.AtomicFile;
import java.nio.file.Path;

/** Writes the report of a run as one page that needs nothing else to open. */
public final class ReportWriter {

    private ReportWriter() {}

    /**
     * Writes the page, replacing one that is there; the folder must exist.
     *
     * @throws dev.sora.problem.DataException when the file cannot be written; what was there before
     *     is then unharmed
     */
    public static void write(ReportData data, Path file) {
        AtomicFile.writeText(file, ReportPage.of(data));
    }
}
