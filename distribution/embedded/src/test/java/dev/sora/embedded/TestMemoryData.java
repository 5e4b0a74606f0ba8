// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.data.SourceReader;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.plan.ResolvedType;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.RecordException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestMemoryData {

    private final MemoryData data = new MemoryData();

    private ColumnType type(Object... values) {
        data.put(
                "one",
                Arrays.stream(values).map(value -> Collections.singletonMap("x", value)).toList());
        return data.schema("one").orElseThrow().column("x").orElseThrow().type();
    }

    @Test
    void findsTheTypesOfColumns() {
        assertThat(type(1, null, 2L)).isEqualTo(ColumnType.INTEGER);
        assertThat(type(1, 2.5f)).isEqualTo(ColumnType.NUMBER);
        assertThat(type("a")).isEqualTo(ColumnType.TEXT);
        assertThat(type((Object) null)).isEqualTo(ColumnType.TEXT);
        assertThat(type(true)).isEqualTo(ColumnType.BOOLEAN);
        assertThat(type(LocalDate.EPOCH)).isEqualTo(ColumnType.TIME);
        assertThat(type(new float[2])).isEqualTo(ColumnType.VECTOR);
        assertThat(type(new int[2], new double[1])).isEqualTo(ColumnType.VECTOR);
        assertThat(type(List.of(1, 2))).isEqualTo(ColumnType.IDENTIFIERS);
        assertThat(type(List.of(1, 2.5))).isEqualTo(ColumnType.VECTOR);
        assertThat(type(List.of("a", "b"))).isEqualTo(ColumnType.TEXTS);
        assertThat(type(List.of(Map.of("a", 1)))).isEqualTo(ColumnType.NESTED);
        assertThat(type(new ImageValue(1, 1, 1, new byte[1]))).isEqualTo(ColumnType.IMAGE);
    }

    @Test
    void refusesValuesWithoutACommonType() {
        assertThatThrownBy(() -> type(1, "a"))
                .hasMessageContaining("SORA-4922")
                .hasMessageContaining("record 2");
        assertThatThrownBy(() -> type(new Object())).hasMessageContaining("SORA-4922");
    }

    @Test
    void takesNaNAndEmptyListsForWhateverTheOthersAre() {
        assertThat(type(List.of(), List.of("a"))).isEqualTo(ColumnType.TEXTS);
        assertThat(type(List.of(Map.of("a", 1)), List.of())).isEqualTo(ColumnType.NESTED);
        assertThat(type(new String[0], List.of(1))).isEqualTo(ColumnType.IDENTIFIERS);
        assertThat(type((Object) new String[] {"a", "b"})).isEqualTo(ColumnType.TEXTS);
        assertThat(type("a", Double.NaN)).isEqualTo(ColumnType.TEXT);
        assertThat(type(Float.NaN, true)).isEqualTo(ColumnType.BOOLEAN);
        assertThat(type(Double.NaN)).isEqualTo(ColumnType.NUMBER);
        assertThat(type(List.of())).isEqualTo(ColumnType.TEXTS);
        assertThat(type(Arrays.asList("a", null, Double.NaN))).isEqualTo(ColumnType.TEXTS);
        assertThatThrownBy(() -> type("a", List.of()))
                .hasMessageContaining("SORA-4922")
                .hasMessageContaining("record 2");
        data.put("one", List.of(row("x", "a"), row("x", Double.NaN)));
        RecordStream records = data.table("one").records();
        assertThat(records.next().orElseThrow().get("x", String.class)).isEqualTo("a");
        assertThat(records.next().orElseThrow().find("x")).isEmpty();
    }

    @Test
    void takesADateOfSqlForItsDay() {
        java.sql.Date day = java.sql.Date.valueOf("1931-03-08");
        Timestamp moment = Timestamp.from(Instant.parse("2026-01-02T03:04:05.000000006Z"));
        data.put("one", List.of(Map.of("day", day, "moment", moment)));
        DataRecord record = data.table("one").records().next().orElseThrow();
        assertThat(record.find("day")).contains(LocalDate.of(1931, 3, 8).atStartOfDay());
        assertThat(record.find("moment")).contains(moment.toInstant());
        assertThatThrownBy(() -> type(Time.valueOf("10:20:30"))).hasMessageContaining("SORA-4922");
        assertThatThrownBy(() -> type(LocalTime.NOON)).hasMessageContaining("SORA-4922");
    }

    @Test
    void readsColumnsOfMapsWithinRecordsAndMarksThoseThatAreAbsent() {
        List<Map<String, ?>> rows =
                List.of(Map.of("home", Map.of("city", "Rome"), "age", 3), Map.of("age", 4));
        data.put("guessed", rows);
        data.put(
                "stated",
                Schema.of(
                        Column.of("home.city", ColumnType.TEXT),
                        Column.of("age", ColumnType.INTEGER)),
                rows);
        for (String name : List.of("guessed", "stated")) {
            RecordStream records = data.table(name).records();
            DataRecord first = records.next().orElseThrow();
            DataRecord second = records.next().orElseThrow();
            assertThat(first.get("home.city", String.class)).isEqualTo("Rome");
            assertThat(first.get("age", Long.class)).isEqualTo(3);
            assertThat(second.has("home.city")).isFalse();
            assertThat(second.get("age", Long.class)).isEqualTo(4);
            assertThat(records.next()).isEmpty();
        }
    }

    @Test
    void refusesAColumnThatNoRecordHas() {
        data.put(
                "one",
                Schema.of(Column.of("age", ColumnType.INTEGER)),
                List.of(Map.of("Age", 1), Map.of("Age", 2)));
        RecordStream records = data.table("one").records();
        records.next();
        records.next();
        assertThatThrownBy(records::next)
                .hasMessageContaining("SORA-4923")
                .hasMessageContaining("'age'");
    }

    @Test
    void refusesRecordsWithoutNames() {
        assertThatThrownBy(() -> data.put("one", Arrays.asList(Map.of("a", 1), null)))
                .hasMessageContaining("SORA-4234")
                .hasMessageContaining("one, record 2");
        assertThatThrownBy(() -> data.put("one", List.of(row(null, 1))))
                .hasMessageContaining("SORA-4234");
    }

    @Test
    void keepsTheListAsItWas() {
        List<Map<String, ?>> rows = new ArrayList<>(List.of(Map.of("a", 1)));
        data.put("one", rows);
        rows.add(Map.of("b", "x"));
        assertThat(data.table("one").size()).hasValue(1);
    }

    /** An iterator of the application, which remembers where it ran and that it was closed. */
    private static final class Cursor implements Iterator<Map<String, ?>>, AutoCloseable {
        private final List<ClassLoader> loaders = new ArrayList<>();
        private boolean closed;

        @Override
        public boolean hasNext() {
            loaders.add(Thread.currentThread().getContextClassLoader());
            return true;
        }

        @Override
        public Map<String, ?> next() {
            throw new UnsupportedOperationException("the cursor is lost");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void callsTheApplicationInItsContextAndPassesItsExceptionsOn() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Cursor cursor = new Cursor();
        try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
            thread.setContextClassLoader(own);
            data.put("one", Schema.of(Column.of("n", ColumnType.INTEGER)), () -> cursor);
            thread.setContextClassLoader(before);
            assertThatThrownBy(
                            () ->
                                    SourceReader.forEach(
                                            source(),
                                            TextForm.NONE,
                                            (position, record) -> true,
                                            SourceReader.Broken.FAIL))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("the cursor is lost");
            assertThat(cursor.loaders).containsExactly(own);
            assertThat(cursor.closed).isTrue();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private ResolvedType<DataSourceType> source() {
        DataSourceType type = (DataSourceType) data.types().get(0);
        OfferedPlugin plugin =
                new OfferedPlugin(
                        "memory", "1", "", MemoryData.class.getClassLoader(), data.types());
        return new ResolvedType<>(
                "data.train",
                type,
                plugin,
                Settings.of(type.descriptor().settings(), Map.of("records", "one")));
    }

    @Test
    void yieldsTheRecordsInEveryPass() {
        data.put("one", List.of(Map.of("a", 1), Map.of("a", 2.5, "b", "x")));
        for (int pass = 0; pass < 2; pass++) {
            RecordStream records = data.table("one").records();
            DataRecord first = records.next().orElseThrow();
            DataRecord second = records.next().orElseThrow();
            assertThat(first.get("a", Double.class)).isEqualTo(1.0);
            assertThat(first.find("b")).isEmpty();
            assertThat(second.get("b", String.class)).isEqualTo("x");
            assertThat(second.where()).isEqualTo("one, record 2");
            assertThat(records.next()).isEmpty();
        }
        assertThat(data.table("one").size()).hasValue(2);
    }

    @Test
    void convertsToTheColumnsOfASchemaAndSkipsPastABrokenRecord() {
        Iterable<Map<String, Object>> rows =
                () ->
                        IntStream.range(0, 3)
                                .mapToObj(i -> row("n", i == 1 ? "many" : String.valueOf(i)))
                                .iterator();
        data.put("one", Schema.of(Column.of("n", ColumnType.INTEGER)), rows);
        RecordStream records = data.table("one").records();
        assertThat(records.next().orElseThrow().get("n", Long.class)).isZero();
        assertThatThrownBy(records::next)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4211")
                .hasMessageContaining("record 2");
        assertThat(records.next().orElseThrow().get("n", Long.class)).isEqualTo(2);
        assertThat(data.table("one").size()).isEmpty();
    }

    private static Map<String, Object> row(String name, Object value) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(name, value);
        return row;
    }

    @Test
    void namesTheRecordsThatThereAre() {
        data.put("people", List.of());
        assertThatThrownBy(() -> data.table("poeple"))
                .hasMessageContaining("SORA-4921")
                .hasMessageContaining("people");
        data.remove("people");
        assertThat(data.schema("people")).isEqualTo(Optional.empty());
    }
}
