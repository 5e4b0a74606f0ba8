// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestReportWriter {

    @TempDir private Path folder;

    @Test
    void leavesOnePageAndNothingElse() throws IOException {
        Path file = folder.resolve("report.html");

        ReportWriter.write(Reports.of("first"), file);

        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(filesIn(file.getParent())).containsExactly(file);
    }

    @Test
    void replacesThePageThatIsThere() throws IOException {
        Path file = folder.resolve("report.html");
        ReportWriter.write(Reports.of("first"), file);

        ReportWriter.write(Reports.of("second"), file);

        assertThat(Files.readString(file)).contains("<title>second ");
        assertThat(filesIn(folder)).containsExactly(file);
    }

    @Test
    void neverShowsAReaderHalfAPage() throws Exception {
        Path file = folder.resolve("report.html");
        ReportWriter.write(Reports.of("first"), file);
        Thread writer =
                new Thread(
                        () -> {
                            for (int round = 0; round < 10; round++) {
                                ReportWriter.write(Reports.of("again"), file);
                            }
                        },
                        "report-writer");

        writer.start();
        while (writer.isAlive()) {
            assertThat(Files.readString(file).endsWith("</html>\n")).isTrue();
        }
        writer.join();
    }

    @Test
    void leavesNoDraftWhenItFails() throws IOException {
        Path taken = folder.resolve("report.html");
        Path inside = Files.createFile(Files.createDirectory(taken).resolve("mine.txt"));

        assertThatThrownBy(() -> ReportWriter.write(Reports.of("x"), taken))
                .isInstanceOf(DataException.class);

        assertThat(filesIn(folder)).containsExactly(taken);
        assertThat(inside).exists();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
