// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as spreadsheets and people write them. */
final class TestCsvDialects {

    @TempDir private Path folder;

    private Map<String, Object> table(String text, Object... more) throws IOException {
        Map<String, Object> raw = new HashMap<>();
        raw.put("path", Files.writeString(folder.resolve("a.csv"), text).toString());
        for (int i = 0; i < more.length; i += 2) {
            raw.put((String) more[i], more[i + 1]);
        }
        return raw;
    }

    private List<Object> values(String text, Object... more) throws IOException {
        return Reading.column(Reading.all("csv", table(text, more)), "a");
    }

    @Test
    void readsNumbersWithADecimalComma() throws IOException {
        String text = "a;b\n1,5;x\n-1.234,5;x\n1.234.567;x\n2e3;x\n1,5e3;x\n7;x\n1,2,3;x\nA,5;x\n";

        assertThat(values(text, "delimiter", "semicolon", "decimal", "comma"))
                .containsExactly("1.5", "-1234.5", "1234567", "2e3", "1.5e3", "7", "1,2,3", "A,5");
        assertThat(
                        values(
                                "a;b\n1,5;x\n",
                                "delimiter",
                                "semicolon",
                                "decimal",
                                "comma",
                                "types",
                                Map.of("a", "number")))
                .containsExactly(1.5);
    }

    @Test
    void asksWhatAPointIsBesideADecimalComma() throws IOException {
        Map<String, Object> raw =
                table("a;b\n1.234;x\n1,5;x\n", "delimiter", "semicolon", "decimal", "comma");

        Problem problem = Reading.result("csv", raw).broken().get(0);

        assertThat(problem.code()).isEqualTo("SORA-4218");
        assertThat(problem.fix()).contains("'thousands: point'", "'thousands: none'");
        raw.put("thousands", "point");
        assertThat(Reading.column(Reading.all("csv", raw), "a")).containsExactly("1234", "1.5");
        raw.put("thousands", "none");
        assertThat(Reading.column(Reading.all("csv", raw), "a")).containsExactly("1.234", "1.5");
        raw.put("types", Map.of("a", "number"));
        assertThat(Reading.result("csv", raw).broken()).hasSize(1);
    }

    @Test
    void readsSeparatorsOfThousands() throws IOException {
        assertThat(
                        values(
                                "a\tb\n1,234\tx\n1,234,567.5\tx\n12,34\tx\n1.5\tx\n",
                                "delimiter",
                                "tab",
                                "thousands",
                                "comma"))
                .containsExactly("1234", "1234567.5", "12,34", "1.5");
        assertThat(
                        values(
                                "a;b\n1\u00a0234,5;x\n12\u202f345;x\n1 234;x\n1 2;x\n",
                                "delimiter",
                                "semicolon",
                                "decimal",
                                "comma",
                                "thousands",
                                "space"))
                .containsExactly("1234.5", "12345", "1234", "1 2");
        assertThat(values("a,b\n1'234.5,x\n1’234,x\n", "thousands", "apostrophe"))
                .containsExactly("1234.5", "1234");
        assertThat(
                        Reading.failure(
                                        "csv",
                                        table("a\n1\n", "decimal", "comma", "thousands", "comma"))
                                .code())
                .isEqualTo("SORA-4206");
    }

    /** 1.234 was read as 1234 beside 12.5, wherever in the column that is. */
    @Test
    void refusesTwoMeaningsOfAPointInAColumn() throws IOException {
        for (String other : List.of("12.5", "0.125")) {
            Map<String, Object> raw =
                    table(
                            "a;b\n1.234;2.5\n%s;x\n2.345;x\n12,5;x\n".formatted(other),
                            "delimiter",
                            "semicolon",
                            "thousands",
                            "point");

            List<Problem> broken = Reading.result("csv", raw).broken();

            assertThat(broken).hasSize(1);
            assertThat(broken.get(0).code()).isEqualTo("SORA-4218");
            assertThat(broken.get(0).message())
                    .isEqualTo(
                            "'1.234' may be 1234 or 1.234 in a column that holds '%s'"
                                    .formatted(other));
        }
        assertThat(
                        values(
                                "a;b\n0.125;x\n1.234,5;x\n1.234.567;x\n",
                                "delimiter",
                                "semicolon",
                                "thousands",
                                "point"))
                .as("a group of thousands does not begin with 0")
                .containsExactly("0.125", "1234.5", "1234567");
    }

    @Test
    void obeysALineThatNamesTheDelimiter() throws IOException {
        for (String mark : List.of("sep=;\n", "\ufeffsep=;\r\n", "SEP=;\n", "\"sep=;\"\n")) {
            assertThat(values(mark + "a;b\n1;2\n")).containsExactly("1");
            assertThat(values(mark + "a;b\n1;2\n", "delimiter", "semicolon")).containsExactly("1");
        }
        assertThat(values("sep=,\na,b\n1,2\n")).containsExactly("1");
        assertThat(values("sep=\t\na\tb\n1\t2\n")).containsExactly("1");
        assertThat(values("sep=;\na;b\n1;2\n", "delimiter", "semicolon", "skip_lines", 1))
                .containsExactly("1");
        assertThat(values("sep=;\n1;2\n", "columns", List.of("a", "b"))).containsExactly("1");
    }

    @Test
    void namesTheDelimiterThatTheFileHas() throws IOException {
        Map.of(";", "semicolon", "\t", "tab", "|", "bar")
                .forEach(
                        (delimiter, word) -> {
                            try {
                                String text = "a;b;c\n1;2;3\n".replace(";", delimiter);
                                Problem problem = Reading.failure("csv", table(text));
                                assertThat(problem.code()).isEqualTo("SORA-4228");
                                assertThat(problem.fix()).contains("delimiter: " + word);
                                assertThat(values(text, "delimiter", word)).containsExactly("1");
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        assertThat(
                        Reading.column(
                                Reading.all("csv", table("a;b\n1;2\n", "delimiter", "comma")),
                                "a;b"))
                .containsExactly("1;2");
        Map<String, Object> named = table("1;2\n", "columns", List.of("a", "b"));
        assertThat(Reading.result("csv", named).broken().get(0).fix())
                .contains("delimiter: semicolon");
    }

    @Test
    void takesAFilesOwnNamesLiterally() throws IOException {
        Map<String, Object> raw = table("Q1..Q3,\"a, \"\"b\"\"\",\"c\nd\",Q1\n1,2,3,4\n");

        DataRecord record = Reading.all("csv", raw).get(0);

        assertThat(record.find("Q1..Q3")).contains("1");
        assertThat(record.find("a, \"b\"")).contains("2");
        assertThat(record.find("c d")).contains("3");
        assertThat(record.find("Q1")).contains("4");
    }

    @Test
    void anEmptyLineIsAMissingValueWhereThereIsOneColumn() throws IOException {
        Reading.Result one = Reading.result("csv", table("a\n\nx\n\n\"\"\ny\n\n\n"));

        assertThat(Reading.column(one.records(), "a"))
                .isEqualTo(Arrays.asList(null, "x", null, null, "y"));
        assertThat(one.records())
                .extracting(DataRecord::number)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(one.records().get(4).where()).isEqualTo("a.csv:6");
        assertThat(Reading.all("csv", table("\n\na\n"))).isEmpty();
        assertThat(values("a,b\n\n1,2\n\n,\n3,4\n\n")).isEqualTo(Arrays.asList("1", null, "3"));
    }

    @Test
    void readsEveryKindOfLineEnd() throws IOException {
        assertThat(values("a,b\r1,2\r\n3,4\n5,6")).containsExactly("1", "3", "5");
    }

    @Test
    void passesOverCommentsEverywhere() throws IOException {
        assertThat(values("# of 2024\na,b\n#1,2\n3,4 # x\n# end\n", "comment", "#"))
                .containsExactly("3");
    }

    @Test
    void saysWhatADelimiterAtTheEndOfRowsNeeds() throws IOException {
        String text = "a;b\n1;2;\n3;4;\n";
        Map<String, Object> raw = table(text, "delimiter", "semicolon");

        Problem problem = Reading.result("csv", raw).broken().get(0);

        assertThat(problem.fix()).contains("'columns' one name more", "'header: true'");
        raw.put("columns", List.of("a", "b", "none"));
        raw.put("header", true);
        assertThat(Reading.column(Reading.all("csv", raw), "b")).containsExactly("2", "4");
    }

    @Test
    void saysWhichByteIsNoText() throws IOException {
        Path file = folder.resolve("a.csv");
        Map<String, Object> raw = table("");
        Files.write(file, "a,b\n1,Größe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Reading.failure("csv", raw).have()).isEqualTo("the byte 0xF6");
        Files.write(file, "Größe;b\n1;2\n".getBytes(StandardCharsets.UTF_16LE));
        Problem wide = Reading.failure("csv", raw);
        assertThat(wide.fix()).contains("UTF-16LE");
        raw.put("encoding", "UTF-16LE");
        raw.put("delimiter", "semicolon");
        assertThat(Reading.column(Reading.all("csv", raw), "b")).containsExactly("2");
    }

    @Test
    void integersAreReadToTheLastOfThem() throws IOException {
        Map<String, Object> raw =
                table(
                        "a,b\n9223372036854775807,x\n1.0,x\n18446744073709551615,x\n",
                        "types",
                        Map.of("a", "integer"));

        Reading.Result result = Reading.result("csv", raw);

        assertThat(Reading.column(result.records(), "a")).containsExactly(Long.MAX_VALUE, 1L);
        assertThat(result.broken().get(0).fix()).contains("remove the column from 'types'");
    }
}
