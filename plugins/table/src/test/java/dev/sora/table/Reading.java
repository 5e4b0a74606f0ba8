// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.plugin.SoraType;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** Reads data sources for tests. */
public final class Reading {

    private Reading() {}

    /**
     * What a pass over a source gave.
     *
     * @param schema the columns
     * @param records the sound records
     * @param broken the problems of the broken ones
     */
    public record Result(Schema schema, List<DataRecord> records, List<Problem> broken) {}

    /** Returns a type of the plugin. */
    public static <T extends SoraType> T type(Class<T> kind, String name) {
        return new DataPlugin()
                .types().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(type -> type.descriptor().name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    /** Returns settings of a type. */
    public static Settings settings(SoraType type, Map<String, ?> raw) {
        return Settings.of(type.descriptor().settings(), raw);
    }

    /** Opens a source, reads all its records twice, and closes it. */
    public static Result result(String type, Map<String, ?> raw) {
        DataSourceType sourceType = type(DataSourceType.class, type);
        Settings settings = settings(sourceType, raw);
        List<DataRecord> records = new ArrayList<>();
        List<Problem> broken = new ArrayList<>();
        try (DataSource source = sourceType.open(settings)) {
            sourceType
                    .schema(settings)
                    .ifPresent(
                            early ->
                                    assertThat(early.columns())
                                            .isEqualTo(source.schema().columns()));
            try (RecordStream first = source.records()) {
                first.next();
            } catch (SoraException e) {
                assertThat(e.problems()).hasSize(1);
            }
            try (RecordStream stream = source.records()) {
                gather(stream, records, broken);
            }
            source.size()
                    .ifPresent(
                            size ->
                                    assertThat(records.size() + broken.size())
                                            .isEqualTo((int) size));
            assertThat(records).allMatch(r -> r.schema() == source.schema());
            return new Result(source.schema(), records, broken);
        }
    }

    /** Returns the records of a source of which none is broken. */
    public static List<DataRecord> all(String type, Map<String, ?> raw) {
        Result result = result(type, raw);
        assertThat(result.broken()).isEmpty();
        return result.records();
    }

    private static void gather(
            RecordStream stream, List<DataRecord> records, List<Problem> broken) {
        while (true) {
            try {
                Optional<DataRecord> next = stream.next();
                if (next.isEmpty()) {
                    return;
                }
                records.add(next.get());
            } catch (RecordException e) {
                broken.add(e.problems().get(0));
            }
        }
    }

    /** Returns the problem that reading fails with as a whole. */
    public static Problem failure(String type, Map<String, ?> raw) {
        DataException e = catchThrowableOfType(DataException.class, () -> result(type, raw));
        assertThat(e).as("a failure").isNotNull();
        assertThat(e.problems()).hasSize(1);
        assertThat(e.problems().get(0).fix()).isNotEmpty();
        return e.problems().get(0);
    }

    /** Returns the values of a column. */
    public static List<Object> column(List<DataRecord> records, String column) {
        return records.stream().map(r -> r.find(column).orElse(null)).toList();
    }

    /** Returns records as core hands them to particles. */
    public static Records records(List<DataRecord> list) {
        return new Records() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(list.size());
            }

            @Override
            public void forEach(Consumer<DataRecord> action) {
                list.forEach(action);
            }
        };
    }

    /** Returns records of rows of values. */
    public static List<DataRecord> rows(List<Column> columns, Object[]... rows) {
        Schema schema = new Schema(columns);
        List<DataRecord> records = new ArrayList<>();
        for (Object[] row : rows) {
            long line = records.size() + 1;
            records.add(DataRecord.atLine(schema, "test.csv", line, line, row));
        }
        return records;
    }

    /** Returns a file of the shared data sets, or skips the test, saying so. */
    public static Path data(String name) {
        String home = System.getenv("SORA_DATA_HOME");
        Assumptions.assumeTrue(home != null, "skipped: SORA_DATA_HOME is not set");
        Path file = Path.of(home, name);
        String archive = name.contains("!/") ? name.substring(0, name.indexOf("!/")) : name;
        Assumptions.assumeTrue(
                Files.exists(Path.of(home, archive)), "skipped: there is no " + archive);
        return file;
    }
}
