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

/** Numbers of a table to predict for that mean another thing in the form of the training data. */
final class TestPredictedNumbers {

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
            Path file, Map<String, Object> trained, String... wanted) {
        DataSourceType source = Reading.type(DataSourceType.class, "csv");
        List<Column> columns =
                Stream.of(wanted).map(name -> Column.of(name, ColumnType.TEXT)).toList();
        return source.settingsFor(
                file,
                new TrainedOn(
                        Reading.settings(source, trained), columns, Set.of("label", "column3")));
    }

    private static List<List<Object>> read(
            Path file, Map<String, Object> trained, String... wanted) {
        Map<String, Object> raw = alike(file, trained, wanted).orElseThrow();
        List<DataRecord> records = Reading.all("csv", raw);
        return records.stream()
                .map(r -> Stream.of(wanted).map(name -> r.find(name).orElse(null)).toList())
                .toList();
    }

    private static Problem refused(Path file, Map<String, Object> trained, String... wanted) {
        DataException e =
                catchThrowableOfType(DataException.class, () -> alike(file, trained, wanted));
        assertThat(e).as("a refusal").isNotNull();
        assertThat(e.problems()).hasSize(1);
        return e.problems().get(0);
    }

    /** 1.234 of a table that writes 12.5 is not 1234, whatever the training data wrote. */
    @Test
    void refusesDecimalPointsThatWereThousands() throws IOException {
        Map<String, Object> trained =
                raw("delimiter", "semicolon", "decimal", "comma", "thousands", "point");
        Path points = write("points.csv", "a,b,c\n1.234,x,7\n12.5,y,8\n");

        Problem problem = refused(points, trained, "a", "b");

        assertThat(problem.code()).isEqualTo("SORA-4218");
        assertThat(problem.message()).contains("'1.234' may be 1234 or 1.234");
        assertThat(read(points, trained, "b", "c").get(0)).containsExactly("x", "7");
        assertThat(read(write("d.csv", "a;b\n1.234;x\n12,5;y\n"), trained, "a", "b"))
                .containsExactly(List.of("1234", "x"), List.of("12.5", "y"));
        assertThat(read(write("e.csv", "a,b\n1234.5,x\n12.5,y\n"), trained, "a", "b").get(0))
                .containsExactly("1234.5", "x");
    }

    /** The same for commas, and for a table whose columns are known by their places. */
    @Test
    void refusesOtherDecimalSeparatorsThatWereThousands() throws IOException {
        Map<String, Object> commas = raw("delimiter", "semicolon", "thousands", "comma");
        Path german = write("german.csv", "a;b\n1,234;x\n12,5;y\n");

        Problem problem = refused(german, commas, "a", "b");

        assertThat(problem.code()).isEqualTo("SORA-4218");
        assertThat(problem.message())
                .isEqualTo("'1,234' may be 1234 or 1.234 in a table with a decimal point");
        assertThat(problem.have()).isEqualTo("other numbers with a decimal comma");
        assertThat(read(write("f.csv", "a;b\n1,234;x\n12.5;y\n"), commas, "a", "b").get(0))
                .containsExactly("1234", "x");
        Map<String, Object> unnamed =
                raw("header", false, "decimal", "comma", "thousands", "point");
        Path points = write("unnamed.csv", "1.234,x\n12.5,y\n");
        assertThat(refused(points, unnamed, "column1", "column2").code()).isEqualTo("SORA-4218");
        assertThat(
                        refused(
                                        write("sep.csv", "sep=,\na,b\n1.234,x\n12.5,y\n"),
                                        raw("decimal", "comma", "thousands", "point"),
                                        "a",
                                        "b")
                                .code())
                .as("a line that names the delimiter")
                .isEqualTo("SORA-4218");
    }
}
