// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

final class TestDataRecord {

    @Test
    void tellsAnAbsentColumnFromAMissingValue() {
        Schema schema =
                Schema.of(new Column("a", ColumnType.TEXT), new Column("b", ColumnType.TEXT));
        DataRecord whole = DataRecord.atLine(schema, "x.jsonl", 3, 4, null, "y");
        BitSet first = new BitSet();
        first.set(0);
        DataRecord without = whole.without(first);

        assertThat(whole.has("a")).isTrue();
        assertThat(whole.has("c")).isFalse();
        assertThat(whole.isPartial()).isFalse();
        assertThat(without.isPartial()).isTrue();
        assertThat(without.has("a")).isFalse();
        assertThat(without.has("b")).isTrue();
        assertThat(without.find("a")).isEmpty();
        assertThat(without.find("b")).contains("y");
        assertThat(without.where()).isEqualTo("x.jsonl:4");
    }
}
