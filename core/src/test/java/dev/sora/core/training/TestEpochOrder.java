// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TestEpochOrder {

    @Test
    void namesEveryRecordOnce() {
        for (int size : new int[] {1, 2, 7, 1000}) {
            long[] order = EpochOrder.of(size, true, 7, 3);
            Arrays.sort(order);

            assertThat(order).isEqualTo(LongStream.range(0, size).toArray());
        }
    }

    @Test
    void followsFromSeedAndEpochAlone() {
        long[] order = EpochOrder.of(100, true, 7, 3);

        assertThat(EpochOrder.of(100, true, 7, 3)).isEqualTo(order);
        assertThat(EpochOrder.of(100, true, 7, 4)).isNotEqualTo(order);
        assertThat(EpochOrder.of(100, true, 8, 3)).isNotEqualTo(order);
    }

    @Test
    void keepsTheOrderIfNothingIsShuffled() {
        assertThat(EpochOrder.of(5, false, 7, 3)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void putsEachRecordEverywhereAlike() {
        int[] first = new int[8];
        for (int epoch = 0; epoch < 8000; epoch++) {
            first[(int) EpochOrder.of(8, true, 7, epoch)[0]]++;
        }

        assertThat(Arrays.stream(first)).allMatch(count -> count > 850 && count < 1150);
    }
}
