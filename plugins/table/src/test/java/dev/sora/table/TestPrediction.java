// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.source.DataSourceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestPrediction {

    private static final Column TEXT = Column.of("text", ColumnType.TEXT);
    private static final Column PHOTO = Column.of("photo", ColumnType.IMAGE);

    @TempDir private Path folder;

    @Test
    void readsTablesThatNameTheWantedColumns() throws IOException {
        for (String text : List.of("id,text\n1,a\n", "id;text\n1;a\n", "id\ttext\n1\ta\n")) {
            Path file = Files.writeString(folder.resolve("new.csv"), text);
            assertThat(first(file, TEXT).getKey()).isEqualTo("csv");
            assertThat(Reading.column(Reading.all("csv", first(file, TEXT).getValue()), "text"))
                    .containsExactly("a");
        }
        Path spooled = folder.resolve("sora-input-1.gz");
        Files.write(spooled, Packing.gz("text\nx\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(first(spooled, TEXT).getKey()).isEqualTo("csv");
    }

    @Test
    void declaresPicturesAndTheLike() throws IOException {
        Path file = Files.writeString(folder.resolve("new.tsv"), "text\tphoto\nx\ta.png\n");

        assertThat(first(file, TEXT, PHOTO).getValue())
                .containsEntry("types", Map.of("photo", "image"));
        assertThat(offers(file, TEXT, Column.of("other", ColumnType.TEXT))).isEmpty();
    }

    @Test
    void readsPlainTextsForPipelinesThatWantOne() throws IOException {
        for (String name : List.of("new.txt", "new.csv")) {
            Path file = Files.writeString(folder.resolve(name), "a film, they say\nanother\n");
            assertThat(first(file, TEXT).getKey()).isEqualTo("lines");
            assertThat(Reading.all("lines", first(file, TEXT).getValue())).hasSize(2);
            assertThat(offers(file, TEXT, PHOTO)).isEmpty();
        }
        assertThat(first(folder, TEXT).getKey()).isEqualTo("text-folder");
    }

    @Test
    void readsJsonLines() throws IOException {
        Path file = Files.writeString(folder.resolve("new.jsonl"), "{\"text\": 5}\n");

        assertThat(first(file, TEXT).getKey()).isEqualTo("jsonl");
        assertThat(Reading.column(Reading.all("jsonl", first(file, TEXT).getValue()), "text"))
                .containsExactly("5");
    }

    private static Map.Entry<String, Map<String, Object>> first(Path file, Column... wanted) {
        return offers(file, wanted).orElseThrow();
    }

    private static Optional<Map.Entry<String, Map<String, Object>>> offers(
            Path file, Column... wanted) {
        return new DataPlugin()
                .types().stream()
                        .filter(DataSourceType.class::isInstance)
                        .map(DataSourceType.class::cast)
                        .flatMap(
                                type ->
                                        type
                                                .settingsFor(file, List.of(wanted))
                                                .map(
                                                        raw ->
                                                                Map.entry(
                                                                        type.descriptor().name(),
                                                                        raw))
                                                .stream())
                        .findFirst();
    }
}
