// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
                        "b", ColumnType.BOOLEAN,
                        "ids", ColumnType.IDENTIFIERS,
                        "v", ColumnType.VECTOR,
                        "o.x", ColumnType.INTEGER,
                        "g", ColumnType.TEXTS,
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
        assertThat(second.find("g")).contains(List.of("x", "y"));
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
        Path file = write("{\"d\": \"2024-01-01\", \"k\": 3.0, \"s\": 874965758}\n");

        DataRecord record =
                Reading.all(
                                "jsonl",
                                Map.of(
                                        "path",
                                        file.toString(),
                                        "types",
                                        Map.of("d", "time", "k", "text", "s", "time")))
                        .get(0);

        assertThat(record.find("d").orElseThrow()).hasToString("2024-01-01T00:00");
        assertThat(record.find("k")).contains("3");
        assertThat(record.find("s").orElseThrow()).hasToString("1997-09-22T22:02:38Z");
    }

    @Test
    void keepsAllDigitsOfIdentifiers() throws IOException {
        Path file = write("{\"i\": 18446744073709551615}\n{\"i\": 7}\n{\"i\": 1e0}\n");

        Reading.Result result = Reading.result("jsonl", Map.of("path", file.toString()));

        assertThat(result.schema().columns().get(0).type()).isEqualTo(ColumnType.TEXT);
        assertThat(Reading.column(result.records(), "i"))
                .containsExactly("18446744073709551615", "7", "1");
        Path late = write("{\"i\": 7}\n".repeat(1001) + "{\"i\": 18446744073709551615}\n");
        Reading.Result broken = Reading.result("jsonl", Map.of("path", late.toString()));
        assertThat(broken.broken().get(0).fix()).contains("types: {i: text}", "on_error: skip");
    }

    @Test
    void listsOfTextsAreSeveralValues() throws IOException {
        Path file =
                write(
                        """
                        {"t": ["a, b", "c|d"], "m": ["x", 1, true, 2.0, null], "i": [18446744073709551615]}
                        {"t": "e", "m": [], "i": [1]}
                        {"t": null, "m": 7}
                        {"t": [["deep"]]}
                        """);

        Reading.Result result = Reading.result("jsonl", Map.of("path", file.toString()));

        assertThat(Reading.column(result.records(), "m"))
                .isEqualTo(Arrays.asList(List.of("x", "1", "true", "2"), List.of(), List.of("7")));
        assertThat(Reading.column(result.records(), "i"))
                .isEqualTo(Arrays.asList(List.of("18446744073709551615"), List.of("1"), null));
        assertThat(result.records().get(0).find("t")).contains(List.of("a, b", "c|d"));
        assertThat(result.records().get(1).find("t")).contains(List.of("e"));
        assertThat(result.broken()).hasSize(1);
        Map<String, Object> joined =
                Map.of("path", file.toString(), "types", Map.of("t", "text"), "separator", " ");
        assertThat(Reading.result("jsonl", joined).records().get(0).find("t")).contains("a, b c|d");
    }

    @Test
    void refusesWhatNamesAColumnTwice() throws IOException {
        Path file = write("{\"a.b\": 1}\n{\"a\": {\"b\": 1}, \"a.b\": 2}\n{\"a\": null}\n");

        Reading.Result result = Reading.result("jsonl", Map.of("path", file.toString()));

        assertThat(result.broken()).singleElement();
        assertThat(result.broken().get(0).message()).contains("'a.b' twice");
        assertThat(Reading.column(result.records(), "a.b")).isEqualTo(Arrays.asList(1L, null));
    }

    @Test
    void readsWhatPythonWritesForNumbers() throws IOException {
        Path file = write("{\"n\": 1.5}\n{\"n\": NaN}\n{\"n\": Infinity}\n{\"n\": \"\"}\n");

        Reading.Result result = Reading.result("jsonl", Map.of("path", file.toString()));

        // an empty text makes the column one of texts
        assertThat(Reading.column(result.records(), "n"))
                .isEqualTo(Arrays.asList("1.5", null, "Infinity", ""));
        Map<String, Object> numbers =
                Map.of("path", file.toString(), "types", Map.of("n", "number"));
        Reading.Result typed = Reading.result("jsonl", numbers);
        assertThat(Reading.column(typed.records(), "n")).isEqualTo(Arrays.asList(1.5, null, null));
    }

    @Test
    void refusesOneArrayWithARemedy() throws IOException {
        Problem problem =
                Reading.failure("jsonl", Map.of("path", write("[\n{\"a\": 1}\n]\n").toString()));

        assertThat(problem.code()).isEqualTo("SORA-4233");
        assertThat(problem.fix()).contains("jq -c '.[]'", "type: jdbc");
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
