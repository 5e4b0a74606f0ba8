// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.means;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TestMeanRecords {

    /** Every second record of 2048 would be of one kind if two kinds alternate. */
    @Test
    void drawsAllKindsOfPeriodicData() {
        long[] rows = MeanRecords.drawn(2048, 1024, 7);

        assertThat(Arrays.stream(rows).filter(row -> row % 2 == 0).count()).isBetween(400L, 624L);
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i]).isBetween(2L * i, 2L * i + 1);
        }
        assertThat(MeanRecords.drawn(2048, 1024, 7)).isEqualTo(rows);
        assertThat(MeanRecords.drawn(2048, 1024, 8)).isNotEqualTo(rows);
    }

    @Test
    void drawsEachOfAFewRecordsOnce() {
        assertThat(MeanRecords.drawn(5, 5, 1)).containsExactly(0, 1, 2, 3, 4);
        long[] rows = MeanRecords.drawn(Integer.MAX_VALUE, 3, 1);
        assertThat(rows).isSorted();
        assertThat(rows[2]).isBetween(2L * Integer.MAX_VALUE / 3, (long) Integer.MAX_VALUE);
    }
}
