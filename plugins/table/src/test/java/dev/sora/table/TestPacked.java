// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestPacked {

    private static final Map<String, byte[]> ENTRIES =
            Packing.entries("readme", "hello", "set/a.csv", "a,b\n1,2\n", "set/b.csv", "c\n3\n");

    @TempDir private Path folder;

    @Test
    void readsAFileWithinAnArchive() throws IOException {
        byte[] tar = Packing.tar(ENTRIES);
        for (Path archive :
                List.of(
                        write("a.zip", Packing.zip(ENTRIES)),
                        write("a.tar", tar),
                        write("a.tgz", Packing.gz(tar)),
                        write("a.tar.gz", Packing.gz(tar)))) {
            List<DataRecord> records = Reading.all("csv", Map.of("path", archive + "!/set/b.csv"));
            assertThat(Reading.column(records, "c")).containsExactly("3");
            assertThat(records.get(0).where()).isEqualTo(archive.getFileName() + "!/set/b.csv:2");
        }
    }

    @Test
    void decompressesOnceMoreWithinAnArchive() throws IOException {
        byte[] inner = Packing.gz("a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_8));
        Path archive = write("a.zip", Packing.zip(Map.of("x/t.tsv.gz", inner)));

        assertThat(Reading.all("csv", Map.of("path", archive + "!/x/t.tsv.gz")).get(0).find("b"))
                .contains("2");
    }

    @Test
    void namesWhatTheArchiveHoldsInstead() throws IOException {
        for (Path archive :
                List.of(
                        write("a.zip", Packing.zip(ENTRIES)),
                        write("a.tar", Packing.tar(ENTRIES)))) {
            Problem problem = Reading.failure("csv", Map.of("path", archive + "!/b.csv"));
            assertThat(problem.code()).isEqualTo("SORA-4118");
            assertThat(problem.have()).isEqualTo("set/b.csv");
        }
        assertThat(Reading.failure("csv", Map.of("path", folder + "/none.zip!/b.csv")).code())
                .isEqualTo("SORA-4101");
    }

    @Test
    void refusesPathsThatLeadOut() throws IOException {
        Map<String, byte[]> entries = Packing.entries("../b.csv", "a\n1\n", "b.csv", "a\n1\n");
        for (Path archive :
                List.of(
                        write("a.zip", Packing.zip(entries)),
                        write("a.tar", Packing.tar(entries)))) {
            assertThat(Reading.failure("csv", Map.of("path", archive + "!/b.csv")).code())
                    .isEqualTo("SORA-4113");
        }
    }

    @Test
    void noticesWhatIsCut() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 200_000; i++) {
            text.append(i * 7919 % 10_007).append(',').append(i).append('\n');
        }
        Map<String, byte[]> entries = Packing.entries("a.csv", text.toString());
        byte[] gz = Packing.gz(entries.get("a.csv"));
        byte[] tgz = Packing.gz(Packing.tar(entries));

        Problem problem =
                Reading.failure("csv", Map.of("path", write("a.csv.gz", half(gz)).toString()));
        assertThat(problem.code()).isEqualTo("SORA-4203");
        assertThat(problem.where()).matches(".*a\\.csv\\.gz, after line \\d{4,}");
        assertThat(
                        Reading.failure(
                                        "csv",
                                        Map.of("path", write("a.tgz", half(tgz)) + "!/a.csv"))
                                .code())
                .isEqualTo("SORA-4203");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
