// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is predicted for is read as the training data was. */
final class TestPredictionAsTrained {

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Settings as in a manifest: {@code "key", value}. */
    private Map<String, Object> raw(Object... pairs) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("path", folder.resolve("train.csv"));
        for (int i = 0; i < pairs.length; i += 2) {
            raw.put((String) pairs[i], pairs[i + 1]);
        }
        return raw;
    }

    /** Settings for a file, of a pipeline that reads some columns to predict 'label'. */
    private static Optional<Map<String, Object>> alike(
            String type, Path file, Map<String, Object> trained, String... wanted) {
        DataSourceType source = Reading.type(DataSourceType.class, type);
        List<Column> columns =
                Stream.of(wanted).map(name -> Column.of(name, ColumnType.TEXT)).toList();
        return source.settingsFor(
                file,
                new TrainedOn(
                        Reading.settings(source, trained), columns, Set.of("label", "column3")));
    }

    private static List<List<Object>> read(
            Path file, Map<String, Object> trained, String... wanted) {
        Map<String, Object> raw = alike("csv", file, trained, wanted).orElseThrow();
        List<DataRecord> records = Reading.all("csv", raw);
        return records.stream()
                .map(r -> Stream.of(wanted).map(name -> r.find(name).orElse(null)).toList())
                .toList();
    }

    private static Problem refused(Path file, Map<String, Object> trained, String... wanted) {
        DataException e =
                catchThrowableOfType(
                        DataException.class, () -> alike("csv", file, trained, wanted));
        assertThat(e).as("a refusal").isNotNull();
        assertThat(e.problems()).hasSize(1);
        return e.problems().get(0);
    }

    @Test
    void keepsTheSettingsOfTheTrainingData() throws IOException {
        Map<String, Object> trained =
                raw(
                        "delimiter",
                        "semicolon",
                        "missing",
                        List.of("", "?"),
                        "trim",
                        true,
                        "types",
                        Map.of("label", "integer", "a", "integer"),
                        "trim_end",
                        Map.of("label", "."),
                        "limit",
                        1);

        List<List<Object>> rows = read(write("new.csv", "b; a\nx; 1\n?; 2\n"), trained, "a", "b");

        assertThat(rows.get(0)).containsExactly(1L, "x");
        assertThat(rows.get(1)).containsExactly(2L, null);
        assertThat(read(write("c.csv", "a,b\n3,y\n"), trained, "a", "b").get(0))
                .containsExactly(3L, "y");
    }

    /** What lacks is seen only where the row is divided as the file divides it. */
    @Test
    void listsTheColumnsOfATableWithAnotherDelimiter() throws IOException {
        Problem problem = refused(write("new.csv", "a;c;d\n1;2;3\n"), raw(), "a", "b");

        assertThat(problem.code()).isEqualTo("SORA-4227");
        assertThat(problem.have()).isEqualTo("3 columns: a, c, d");
        assertThat(refused(write("e.csv", "c;d\n1;2\n"), raw(), "a", "b").have())
                .as("no name in doubt")
                .isEqualTo("1 column: c;d");
    }

    /** With any number of fields before it, a label and the last of these fields look alike. */
    @Test
    void aLabelAtTheEndOfRowsOfAnyLengthIsNotGuessed() throws IOException {
        Map<String, Object> trained =
                raw("columns", List.of("id"), "rest", "words", "last", List.of("label"));
        Path file = write("new.csv", "a,1,0,1\nb,0,1,1\n");

        assertThat(refused(file, trained, "id", "words").code()).isEqualTo("SORA-4227");
        assertThat(refused(file, trained, "id", "words").fix()).contains("JSON", "id, words");
        assertThat(read(file, trained, "id", "words", "label").get(0))
                .containsExactly("a", "1 0", "1");
    }

    @Test
    void sentencesAreReadAsThoseOfTheTraining() throws IOException {
        Map<String, Object> tabs = Map.of("path", write("a.conll", "New York\tB-L\n\n"));
        Map<String, Object> blanks = Map.of("path", write("b.conll", "Rome B-L\n\n"));
        Map<String, Object> gone = Map.of("path", folder.resolve("c.conll"), "separator", "tab");
        Path file = write("new.txt", "New York\nis\tVBZ\n");

        assertThat(tokens(file, tabs)).isEqualTo(List.of("New York", "is"));
        assertThat(tokens(file, blanks)).isEqualTo(List.of("New", "is"));
        assertThat(tokens(file, gone)).isEqualTo(List.of("New York", "is"));
        assertThat(alike("conll", write("new.csv", "tokens\nRome\n"), tabs, "tokens")).isEmpty();
        assertThat(alike("conll", file, tabs, "text")).isEmpty();
    }

    private static List<?> tokens(Path file, Map<String, Object> trained) {
        Map<String, Object> raw = alike("conll", file, trained, "tokens").orElseThrow();
        return Reading.all("conll", raw).get(0).get("tokens", List.class);
    }

    @Test
    void takesTheColumnsOfTablesWithoutNamesByTheirPlaces() throws IOException {
        Map<String, Object> trained = raw("columns", List.of("label", "id", "x1..x2"));

        for (String table : List.of("yes,7,1,2\n", "7,1,2\n", "1,2\n", "x2,other,x1\n2,-,1\n")) {
            assertThat(read(write("new.csv", table), trained, "x1", "x2"))
                    .as(table)
                    .containsExactly(List.of("1", "2"));
        }
    }

    @Test
    void saysWhichColumnsAreNeeded() throws IOException {
        Map<String, Object> trained = raw("columns", List.of("label", "id", "x1..x2"));

        Problem problem = refused(write("new.csv", "1,2,3,4,5\n"), trained, "x1", "x2");

        assertThat(problem.code()).isEqualTo("SORA-4227");
        assertThat(problem.needs())
                .contains("a first row that names x1, x2", "4 columns: label, id, x1, x2")
                .contains("3 columns: id, x1, x2", "2 columns: x1, x2");
        assertThat(problem.have()).isEqualTo("5 columns: 1, 2, 3, 4, 5");
        assertThat(refused(write("n.csv", "a,b\n1,2\n"), raw(), "a", "z").needs())
                .isEqualTo("a first row that names a, z");
        assertThat(refused(write("e.csv", ""), raw(), "a").code()).isEqualTo("SORA-4205");
    }

    /** A header in other letters, or of other columns, is no record. */
    @Test
    void refusesAHeaderWithoutTheNeededNames() throws IOException {
        Map<String, Object> trained = raw("columns", List.of("a", "b", "label"));

        Problem letters = refused(write("n.csv", "A,B\nx,y\n"), trained, "a", "b");

        assertThat(letters.code()).isEqualTo("SORA-4227");
        assertThat(letters.fix()).isEqualTo("rename 'A' to 'a', 'B' to 'b'");
        Map<String, Object> lines = Map.of("files", Map.of("a", folder.resolve("a.txt")));
        assertThat(alike("lines", write("t.csv", "A\nx\n"), lines, "a")).isEmpty();
        assertThat(alike("lines", write("t.csv", "B,A\nx,y\n"), lines, "a")).isEmpty();
        assertThat(alike("lines", write("t.csv", "An a,b\nx,y\n"), lines, "a")).isPresent();
    }

    @Test
    void countsColumnsWithoutNamesFromTheLeft() throws IOException {
        Map<String, Object> trained = raw("header", false, "delimiter", "tab");

        for (String table : List.of("1\t2\tyes\n", "1\t2\n", "1\t2\tyes\tmore\n")) {
            assertThat(read(write("new.csv", table), trained, "column1", "column2"))
                    .containsExactly(List.of("1", "2"));
        }
        assertThat(refused(write("new.csv", "1\t2\n"), trained, "column4").code())
                .isEqualTo("SORA-4227");
    }

    @Test
    void takesFieldsApartAndJoinsTables() throws IOException {
        Path items = write("items.csv", "item,name\ni1,one\n");
        Map<String, Object> trained =
                raw(
                        "columns", List.of("pair", "label"),
                        "parts", Map.of("pair", "(?<user>\\w+):(?<item>\\w+)"),
                        "types", Map.of("label", "number", "user", "text"),
                        "join", List.of(Map.of("on", "item", "path", items.toString())));

        for (String table : List.of("u1:i1,3.5\n", "u1:i1\n")) {
            assertThat(read(write("new.csv", table), trained, "user", "name"))
                    .containsExactly(List.of("u1", "one"));
        }
    }

    @Test
    void furtherFieldsDoNotHideThatOneIsMissing() throws IOException {
        Map<String, Object> trained = raw("columns", List.of("label"), "rest", "words");

        assertThat(refused(write("new.csv", "a,b,c\n"), trained, "words").code())
                .isEqualTo("SORA-4227");
        assertThat(
                        read(
                                write("new.csv", "7,a,b\n".repeat(3)),
                                raw("columns", List.of("id"), "rest", "words"),
                                "words"))
                .containsOnly(List.of("a b"));
    }

    @Test
    void linesOfTextAreNoTable() throws IOException {
        Map<String, Object> trained = raw("columns", List.of("label", "text"));
        for (String texts : List.of("a film, they say\nanother\n", "good, but long\n", "good\n")) {
            assertThat(refused(write("new.csv", texts), trained, "text").code())
                    .isEqualTo("SORA-4227");
        }
        assertThat(read(write("new.csv", "1,good\n0,bad\n1,\"so, so\"\n"), trained, "text"))
                .containsExactly(List.of("good"), List.of("bad"), List.of("so, so"));
        assertThat(
                        alike(
                                "csv",
                                write("new.jsonl", "{\"text\": \"a\", \"x\": 1}\n"),
                                trained,
                                "text"))
                .isEmpty();
    }

    @Test
    void linesOfAFileOfTextAreNotCutAtCommas() throws IOException {
        String texts = "the film, loved\n".repeat(4);

        assertThat(
                        refused(
                                        write("new.txt", texts),
                                        raw("columns", List.of("text", "label")),
                                        "text")
                                .code())
                .isEqualTo("SORA-4227");
        Map<String, Object> alsoText = raw("columns", List.of("text", "label"));
        alsoText.put("path", folder.resolve("train.txt"));
        assertThat(read(write("new.txt", texts), alsoText, "text"))
                .hasSize(4)
                .containsOnly(List.of("the film"));
        assertThat(read(write("new.txt", "id,text\n7,good\n"), raw(), "text"))
                .containsExactly(List.of("good"));
    }

    @Test
    void namesTheColumnsThatDifferInCaseOnly() throws IOException {
        assertThat(refused(write("new.csv", "Age, City\n1,2\n"), raw(), "age", "city").fix())
                .isEqualTo("rename 'Age' to 'age', ' City' to 'city'");
        assertThat(refused(write("new.csv", "age\n1\n"), raw(), "age", "city").fix())
                .startsWith("name all needed columns in the first row");
    }

    @Test
    void objectsOfJsonTellWhichKeysTheyLack() throws IOException {
        Path file = write("new.jsonl", "{\"a\": 1, \"b\": 2}\n{\"a\": null}\n{}\n{\"B\": 1}\n");
        List<DataRecord> records =
                Reading.all("jsonl", alike("jsonl", file, raw(), "a", "b").orElseThrow());

        assertThat(records.stream().map(r -> r.has("a"))).containsExactly(true, true, false, false);
        assertThat(records.stream().map(r -> r.has("b")))
                .containsExactly(true, false, false, false);
        assertThat(records.stream().map(DataRecord::isPartial))
                .containsExactly(true, true, true, true);
        assertThat(records.get(3).has("B")).isTrue();
    }

    @Test
    void otherSourcesKeepTheirEncodingAndTypes() throws IOException {
        Map<String, Object> raw =
                alike(
                                "jsonl",
                                write("new.jsonl", "{\"tags\": [\"a\", \"b\"]}\n"),
                                raw("separator", ";", "types", Map.of("stars", "number")),
                                "tags")
                        .orElseThrow();
        assertThat(Reading.column(Reading.all("jsonl", raw), "tags"))
                .containsExactly(List.of("a", "b"));

        Path latin = folder.resolve("new.txt");
        Files.write(latin, new byte[] {(byte) 0xe9, '\n'});
        Map<String, Object> lines = raw("files", Map.of("text", "t"), "encoding", "ISO-8859-1");
        lines.remove("path");
        assertThat(
                        Reading.column(
                                Reading.all(
                                        "lines",
                                        alike("lines", latin, lines, "text").orElseThrow()),
                                "text"))
                .containsExactly("é");
    }
}
