// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.problem.RecordException;
import dev.sora.source.RecordStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
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
