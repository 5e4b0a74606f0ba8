// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How many records are encoded together. */
final class TestEncodedRows {

    private static final List<DataRecord> MANY =
            Collections.nCopies(
                    17,
                    new DataRecord(Schema.of(Column.of("x", ColumnType.NUMBER)), "a.csv", 1, 2.0));

    /** 256 short sounds where the longest has four million samples would take 4 GiB. */
    @Test
    void boundsTheEncodedBytes() {
        assertThat(new EncodedRows(record -> OptionalLong.of(16 << 20)).most(MANY)).isEqualTo(8);
        assertThat(new EncodedRows(record -> OptionalLong.of(1L << 40)).most(MANY)).isOne();
        assertThat(new EncodedRows(record -> OptionalLong.of(0)).most(MANY))
                .isGreaterThan(1_000_000);
    }

    @Test
    void isCarefulUntilARecordIsNotBroken() {
        int[] asked = {0};
        EncodedRows rows =
                new EncodedRows(
                        record -> ++asked[0] < 6 ? OptionalLong.empty() : OptionalLong.of(1 << 20));

        assertThat(rows.most(MANY)).isEqualTo(16);
        assertThat(rows.most(MANY)).isEqualTo(128);
        assertThat(rows.most(MANY)).isEqualTo(128);
        assertThat(asked[0]).isEqualTo(6);
    }

    /** A prediction for one record encodes it once. */
    @Test
    void encodesNothingForFewRecords() {
        EncodedRows rows =
                new EncodedRows(
                        record -> {
                            throw new IllegalStateException("not needed");
                        });

        assertThat(rows.most(MANY.subList(0, 16))).isEqualTo(16);
    }
}
