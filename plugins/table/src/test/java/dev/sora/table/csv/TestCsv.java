// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestCsv {

    @TempDir private Path folder;

    @Test
    void readsQuotesAndLineBreaksWithinThem() throws IOException {
        Path file = write("a.csv", "\ufeffname,text\r\nx,\"a, \"\"b\"\"\r\nc\"\r\n\r\ny,\r\n");

        List<DataRecord> records = Reading.all("csv", at(file));

        assertThat(Reading.column(records, "name")).containsExactly("x", "y");
        assertThat(Reading.column(records, "text")).containsExactly("a, \"b\"\r\nc", null);
        assertThat(records.get(0).where()).isEqualTo("a.csv:2");
        assertThat(records.get(1).where()).isEqualTo("a.csv:5");
        assertThat(records.get(1).number()).isEqualTo(2);
    }

    @Test
    void readsColumnsAsTheTypesThatAreDeclared() throws IOException {
        Path file =
                write(
                        "a.csv",
                        "i,n,t,d,v,ids,m\n"
                                + " 7 ,-1.5e3,YES,2024-02-29T12:00:00Z,[1 2.5],(3|4),?\n");

        DataRecord record =
                Reading.all(
                                "csv",
                                with(
                                        file,
                                        "types",
                                        Map.of(
                                                "i",
                                                "integer",
                                                "n",
                                                "number",
                                                "t",
                                                "boolean",
                                                "d",
                                                "time",
                                                "v",
                                                "vector",
                                                "ids",
                                                "identifiers",
                                                "m",
                                                "number"),
                                        "missing",
                                        List.of("?")))
                        .get(0);

        assertThat(record.get("i", Long.class)).isEqualTo(7);
        assertThat(record.get("n", Double.class)).isEqualTo(-1500);
        assertThat(record.get("t", Boolean.class)).isTrue();
        assertThat(record.get("d", Instant.class)).isEqualTo("2024-02-29T12:00:00Z");
        assertThat(record.get("v", float[].class)).containsExactly(1, 2.5f);
        assertThat(record.get("ids", long[].class)).containsExactly(3, 4);
        assertThat(record.find("m")).isEmpty();
    }

    @Test
    void namesColumnsThatTheFileDoesNotName() throws IOException {
        Path file = write("a.tsv", "1\t2\t3\n4\t5\t6\n");

        assertThat(Reading.all("csv", with(file, "header", false)).get(1).find("column3"))
                .contains("6");
        assertThat(Reading.all("csv", with(file, "columns", List.of("y", "x1..x2"))).get(0))
                .satisfies(r -> assertThat(r.find("x2")).contains("3"));
        assertThat(
                        Reading.all(
                                "csv",
                                with(file, "columns", List.of("a", "b", "c"), "header", true)))
                .hasSize(1);
    }

    /**
     * AG's news is published with and without a first row of names, which would be a record of one
     * more class.
     */
    @ParameterizedTest
    @CsvSource({
        "'Class Index,Title,Description', SORA-4230",
        "'TOPIC,headline,text', ''",
        "'3,Title,Description', ''",
        "'topic,title,', SORA-4230",
        "'Wall St.,Title,fall', ''",
    })
    void refusesNamesInTheFirstRowOfATableWhoseColumnsAreGiven(String first, String code)
            throws IOException {
        Path file = write("a.csv", first + "\n3,Wall St.,fall\n");
        List<String> columns = List.of("topic", "title", "description");

        if (code.isEmpty()) {
            assertThat(Reading.all("csv", with(file, "columns", columns))).hasSize(2);
        } else {
            Problem problem = Reading.failure("csv", with(file, "columns", columns));
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.where()).endsWith("a.csv:1");
        }
        assertThat(Reading.all("csv", with(file, "columns", columns, "header", true))).hasSize(1);
        assertThat(Reading.all("csv", with(file, "columns", columns, "header", false))).hasSize(2);
    }

    /** A basket names what is in it, and a word may be that of its column. */
    @ParameterizedTest
    @CsvSource({
        "'milk|bread|eggs|tea', 'milk,bread,,'",
        "'english|german', 'english,englisch'",
    })
    void readsValuesThatAreNamesOfSomeColumns(String columns, String first) throws IOException {
        Path file = write("b.csv", first + "\n" + first + "\n");

        assertThat(Reading.all("csv", with(file, "columns", List.of(columns.split("\\|")))))
                .hasSize(2);
    }

    @Test
    void gathersTheRestAndTakesFieldsApart() throws IOException {
        Path file = write("a.tsv", "(0,25)\t7\t8\t9\n(1,30)\t5\n");

        Map<String, Object> raw =
                with(
                        file,
                        "columns",
                        List.of("pair"),
                        "rest",
                        "negatives",
                        "parts",
                        Map.of("pair", "\\((?<user>\\d+),(?<item>\\d+)\\)"),
                        "types",
                        Map.of("negatives", "identifiers"));
        Reading.Result result = Reading.result("csv", raw);

        assertThat(result.schema().columns().toString())
                .contains("user", "item", "negatives")
                .doesNotContain("pair");
        assertThat(result.records().get(0).get("negatives", long[].class)).containsExactly(7, 8, 9);
        assertThat(result.records().get(1).find("item")).contains("30");
        raw.put("types", Map.of("user", "integer"));
        DataRecord record = Reading.all("csv", raw).get(0);
        assertThat(record.find("negatives")).contains("7 8 9");
        assertThat(record.find("user")).contains(0L);
    }

    @Test
    void trimsBlanksAndEndings() throws IOException {
        Path file = write("a.csv", "|header to skip\n# a comment\n 39, ?, <=50K.\n");

        DataRecord record =
                Reading.all(
                                "csv",
                                with(
                                        file,
                                        "columns",
                                        List.of("age", "work", "income"),
                                        "trim",
                                        true,
                                        "missing",
                                        List.of("?"),
                                        "trim_end",
                                        Map.of("income", "."),
                                        "skip_lines",
                                        1,
                                        "comment",
                                        "#"))
                        .get(0);

        assertThat(record.find("age")).contains("39");
        assertThat(record.find("work")).isEmpty();
        assertThat(record.find("income")).contains("<=50K");
        assertThat(record.where()).isEqualTo("a.csv:3");
    }

    @Test
    void goesOnBehindABrokenRow() throws IOException {
        Path file = write("a.csv", "a,n\nx,1\ny\nz,\"1\n\",3\nu,two\nv,5\n");

        Reading.Result result = Reading.result("csv", with(file, "types", Map.of("n", "number")));

        assertThat(Reading.column(result.records(), "a")).containsExactly("x", "v");
        assertThat(result.broken().stream().map(p -> p.code() + " " + p.where()))
                .containsExactly("SORA-4212 a.csv:3", "SORA-4212 a.csv:4", "SORA-4211 a.csv:6");
        assertThat(result.broken().get(2).toString()).contains("'n'", "a number", "'two'");
    }

    @Test
    void namesTheLineOnWhichAnUnclosedQuoteOpens() throws IOException {
        Path file = write("a.csv", "a,b,c\n1,2,3\n4,\"5\n6\",\"7\n8,9\n10,11,12\n");

        Problem problem = Reading.failure("csv", at(file));

        assertThat(problem.code()).isEqualTo("SORA-4224");
        assertThat(problem.where()).isEqualTo(file + ":4");
    }

    @Test
    void endsWhatAnUnclosedQuoteSwallows() throws IOException {
        Path file = write("a.csv", "a,b\n1,\"" + "x,y\n".repeat(5 << 20));

        Problem problem = Reading.failure("csv", at(file));

        assertThat(problem.code()).isEqualTo("SORA-4226");
        assertThat(problem.where()).isEqualTo(file + ":2");
    }

    @Test
    void readsALongLine() throws IOException {
        Path file = write("a.csv", "a,b\n1," + "x".repeat(10 << 20) + "\n2,y\n");

        assertThat(Reading.all("csv", at(file))).hasSize(2);
    }

    @Test
    void turnsQuotesOff() throws IOException {
        Path file = write("a.tsv", "a\tb\n1\t\"half\n2\tx\n");

        assertThat(Reading.column(Reading.all("csv", with(file, "quote", "none")), "b"))
                .containsExactly("\"half", "x");
    }

    @Test
    void readsOtherEncodings() throws IOException {
        Charset latin = StandardCharsets.ISO_8859_1;
        Path file = folder.resolve("a.csv");
        Files.write(file, "a\nMisérables\n".getBytes(latin));

        assertThat(Reading.failure("csv", at(file)).toString()).contains("SORA-4202", "a.csv:2");
        assertThat(Reading.column(Reading.all("csv", with(file, "encoding", "ISO-8859-1")), "a"))
                .containsExactly("Misérables");
        Files.write(file, "\ufeffa\né\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(Reading.column(Reading.all("csv", at(file)), "a")).containsExactly("é");
        assertThat(Reading.failure("csv", with(file, "encoding", "no-such")).code())
                .isEqualTo("SORA-4201");
    }

    @Test
    void readsDelimitersOfSeveralCharacters() throws IOException {
        Path file = write("movies.dat", "1::Toy Story (1995)::Animation|Comedy\n");

        assertThat(
                        Reading.all(
                                        "csv",
                                        with(
                                                file,
                                                "delimiter",
                                                "::",
                                                "columns",
                                                List.of("id", "title", "genres")))
                                .get(0)
                                .find("genres"))
                .contains("Animation|Comedy");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThat(Reading.failure("csv", at(folder.resolve("none.csv"))).code())
                .isEqualTo("SORA-4101");
        assertThat(Reading.failure("csv", at(folder)).code()).isEqualTo("SORA-4108");
        assertThat(Reading.failure("csv", at(write("e.csv", ""))).code()).isEqualTo("SORA-4205");
        assertThat(Reading.all("csv", at(write("h.csv", "a,b\n")))).isEmpty();
        Problem twice = Reading.failure("csv", at(write("d.csv", "a,b,a\n1,2,3\n")));
        assertThat(twice.code()).isEqualTo("SORA-4222");
        assertThat(twice.have()).isEqualTo("columns 1 and 3");
        assertThat(Reading.failure("csv", at(write("q.csv", "a,b\n1,\"2\"x\n"))).code())
                .isEqualTo("SORA-4225");
        assertThat(Reading.failure("csv", at(write("w.csv", "a,".repeat(200_000)))).code())
                .isEqualTo("SORA-4221");
        Path file = write("k.csv", "a,b\n1,2\n");
        assertThat(Reading.failure("csv", with(file, "skip_lines", 9)).code())
                .isEqualTo("SORA-4205");
        assertThat(Reading.failure("csv", with(file, "types", Map.of("c", "number"))).code())
                .isEqualTo("SORA-4223");
        assertThat(Reading.failure("csv", with(file, "delimiter", "\"")).code())
                .isEqualTo("SORA-4206");
        assertThat(Reading.failure("csv", with(file, "parts", Map.of("a", "("))).code())
                .isEqualTo("SORA-4206");
    }

    @Test
    void knowsItsColumnsBeforeTheFileIsOpened() {
        CsvType type = new CsvType();

        assertThat(
                        type.schema(
                                Reading.settings(
                                        type,
                                        Map.of(
                                                "path",
                                                "none.csv",
                                                "columns",
                                                List.of("y", "x1..x3"),
                                                "types",
                                                Map.of("x2", "number")))))
                .hasValueSatisfying(
                        schema -> {
                            assertThat(schema.columns()).hasSize(4);
                            assertThat(schema.column("x2").orElseThrow().type())
                                    .isEqualTo(ColumnType.NUMBER);
                        });
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Map<String, Object> at(Path file) {
        return with(file);
    }

    private static Map<String, Object> with(Path file, Object... more) {
        Map<String, Object> raw = new HashMap<>();
        raw.put("path", file.toString());
        for (int i = 0; i < more.length; i += 2) {
            raw.put((String) more[i], more[i + 1]);
        }
        return raw;
    }
}
