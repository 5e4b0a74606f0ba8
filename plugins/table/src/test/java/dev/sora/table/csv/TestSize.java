// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import dev.sora.table.Reading;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestSize {

    @TempDir private Path folder;

    @Test
    void holdsOneRowAtATime() throws IOException {
        Path file = folder.resolve("large.csv");
        int rows = 300_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,x,text\n");
            for (int i = 0; i < rows; i++) {
                out.write(i + "," + i / 7.0 + ",\"some, text\"\n");
            }
        }
        DataSourceType type = Reading.type(DataSourceType.class, "csv");
        Map<String, Object> raw =
                Map.of("path", file.toString(), "types", Map.of("id", "integer", "x", "number"));
        try (DataSource source = type.open(Reading.settings(type, raw));
                RecordStream one = source.records();
                RecordStream other = source.records()) {
            long sum = 0;
            Optional<DataRecord> first = other.next();
            for (Optional<DataRecord> next = one.next(); next.isPresent(); next = one.next()) {
                sum += next.get().get("id", Long.class);
            }
            assertThat(sum).isEqualTo((long) rows * (rows - 1) / 2);
            // a pass that stands still is not moved by another
            assertThat(first.orElseThrow().find("id")).contains(0L);
            assertThat(other.next().orElseThrow().find("id")).contains(1L);
        }
    }
}
