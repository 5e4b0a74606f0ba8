// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestProcStat {

    @Test
    void countsWhatRanOnTheProcessorsThatMayBeUsed() {
        String stat =
                """
                cpu  30 0 30 300 0 0 0 0 0 0
                cpu0 100 20 30 9999 888 1 2 777 66 55
                cpu1 7 0 0 9999 0 0 0 0 0 0
                cpu10 5 0 0 9999 0 0 0 0 0 0
                intr 12345 0 0
                """;

        assertThat(ProcStat.parse(stat, CpuSet.parse("0,10"))).isEqualTo(Map.of(0, 1.53, 10, 0.05));
    }

    @Test
    void readsListsOfProcessors() {
        assertThat(CpuSet.parse(" 0-2,8\n").stream()).containsExactly(0, 1, 2, 8);
        assertThat(CpuSet.parse("").cardinality()).isZero();
        assertThat(CpuSet.parse("3-1").cardinality()).isZero();
    }
}
