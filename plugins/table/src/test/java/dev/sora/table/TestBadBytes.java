// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are no text are found on their line, however far a reader is ahead of them. */
final class TestBadBytes {

    @TempDir private Path folder;

    @Test
    void namesTheLine() throws IOException {
        String text = "a,b\r\n" + "1,é\r\n".repeat(40_000);
        byte[] bytes = (text + "2,?\r\n" + "3,c\r\n".repeat(9)).getBytes(StandardCharsets.UTF_8);
        bytes[text.getBytes(StandardCharsets.UTF_8).length + 2] = (byte) 0xe9;
        Path plain = Files.write(folder.resolve("a.csv"), bytes);
        Path packed = Files.write(folder.resolve("b.csv.gz"), Packing.gz(bytes));

        for (Path file : new Path[] {plain, packed}) {
            Problem table = Reading.failure("csv", Map.of("path", file.toString()));
            assertThat(table.code()).isEqualTo("SORA-4202");
            assertThat(table.where()).isEqualTo(file + ":40002");
            assertThat(
                            Reading.failure("lines", Map.of("files", Map.of("x", file.toString())))
                                    .where())
                    .isEqualTo(file + ":40002");
        }
    }

    @Test
    void aTableWithoutTextIsNoTable() throws IOException {
        Path wide = folder.resolve("wide.csv");
        Files.write(wide, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
        Path zeros = Files.write(folder.resolve("zeros.csv"), new byte[3000]);

        for (Path file : new Path[] {wide, zeros}) {
            Problem problem = Reading.failure("csv", Map.of("path", file.toString()));
            assertThat(problem.code()).isEqualTo("SORA-4202");
            assertThat(problem.fix()).contains("UTF-16LE");
        }
    }
}
