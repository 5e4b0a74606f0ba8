// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestJsonl {

    @TempDir private Path folder;

    @Test
    void findsTheTypesOfColumns() throws IOException {
        Path file =
                write(
                        """
                        {"t": "a\\nb", "i": 1, "n": 1, "b": true, "ids": [], "v": [1, 2], "o": {"x": 5}}

                        {"t": null, "n": 2.5, "ids": [3], "v": [0.5], "g": ["x", "y"], "boxes": [{"w": 1}]}
                        """);

        Reading.Result result = Reading.result("jsonl", Map.of("path", file.toString()));

        assertThat(result.broken()).isEmpty();
        Map<String, ColumnType> expected =
                Map.of(
                        "t", ColumnType.TEXT,
                        "i", ColumnType.INTEGER,
                        "n", ColumnType.NUMBER,
                        "b", ColumnType.TRUTH,
                        "ids", ColumnType.IDENTIFIERS,
                        "v", ColumnType.VECTOR,
                        "o.x", ColumnType.INTEGER,
                        "g", ColumnType.TEXT,
                        "boxes", ColumnType.NESTED);
        assertThat(result.schema().columns())
                .allSatisfy(c -> assertThat(c.type()).isEqualTo(expected.get(c.name())))
                .hasSize(expected.size());
        DataRecord first = result.records().get(0);
        DataRecord second = result.records().get(1);
        assertThat(first.get("t", String.class)).isEqualTo("a\nb");
        assertThat(first.get("n", Double.class)).isEqualTo(1);
        assertThat(first.get("ids", long[].class)).isEmpty();
        assertThat(first.find("o.x")).contains(5L);
        assertThat(second.find("t")).isEmpty();
        assertThat(second.get("v", float[].class)).containsExactly(0.5f);
        assertThat(second.find("g")).contains("x|y");
        assertThat(second.find("boxes")).contains(List.of(Map.of("w", 1L)));
        assertThat(second.where()).isEqualTo("a.jsonl:3");
    }

    @Test
    void goesOnBehindABrokenLine() throws IOException {
        Path file =
                write(
                        """
                        {"n": 1}
                        {"n": 2
                        [1, 2]
                        {"n": "x"}
                        {"n": 5} {"n": 6}
                        {"n": 1, "n": 2}
                        {"n": 7.5}
                        {"n": 1e999}
                        """);

        Reading.Result result =
                Reading.result(
                        "jsonl", Map.of("path", file.toString(), "types", Map.of("n", "number")));

        assertThat(Reading.column(result.records(), "n")).containsExactly(1.0, 7.5);
        assertThat(result.broken().stream().map(p -> p.code() + " " + p.where()))
                .containsExactly(
                        "SORA-4232 a.jsonl:2",
                        "SORA-4231 a.jsonl:3",
                        "SORA-4211 a.jsonl:4",
                        "SORA-4231 a.jsonl:5",
                        "SORA-4232 a.jsonl:6",
                        "SORA-4211 a.jsonl:8");
    }

    @Test
    void readsDeclaredTypesOutOfTexts() throws IOException {
        Path file = write("{\"d\": \"2024-01-01\", \"k\": 3.0, \"s\": 86400}\n");

        DataRecord record =
                Reading.all(
                                "jsonl",
                                Map.of(
                                        "path",
                                        file.toString(),
                                        "types",
                                        Map.of("d", "time", "k", "text", "s", "time")))
                        .get(0);

        assertThat(record.find("d").orElseThrow()).hasToString("2024-01-01T00:00:00Z");
        assertThat(record.find("k")).contains("3");
        assertThat(record.find("s").orElseThrow()).hasToString("1970-01-02T00:00:00Z");
    }

    @Test
    void boundsDepthAndLength() throws IOException {
        Path deep = write("{\"a\": " + "[".repeat(5000) + "]".repeat(5000) + "}\n{\"a\": 1}\n");
        assertThat(Reading.result("jsonl", Map.of("path", deep.toString())).broken())
                .singleElement()
                .satisfies(p -> assertThat(p.code()).isEqualTo("SORA-4232"));

        Path wide = write("{\"a\": \"" + "x".repeat(17 << 20) + "\"}\n");
        assertThat(Reading.failure("jsonl", Map.of("path", wide.toString())).code())
                .isEqualTo("SORA-4207");
        assertThat(Reading.failure("jsonl", Map.of("path", write("\n\n").toString())).code())
                .isEqualTo("SORA-4205");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("a.jsonl"), text);
    }
}
