// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TestEpochOrder {

    @Test
    void namesEveryRecordOnce() {
        for (int size : new int[] {1, 2, 7, 1000}) {
            long[] order = rows(size, true, 7, 3);
            Arrays.sort(order);

            assertThat(order).isEqualTo(LongStream.range(0, size).toArray());
        }
    }

    @Test
    void followsFromSeedAndEpochAlone() {
        long[] order = rows(100, true, 7, 3);

        assertThat(rows(100, true, 7, 3)).isEqualTo(order);
        assertThat(rows(100, true, 7, 4)).isNotEqualTo(order);
        assertThat(rows(100, true, 8, 3)).isNotEqualTo(order);
    }

    @Test
    void keepsTheOrderIfNothingIsShuffled() {
        assertThat(rows(5, false, 7, 3)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void putsEachRecordEverywhereAlike() {
        int[] first = new int[8];
        for (int epoch = 0; epoch < 8000; epoch++) {
            first[(int) rows(8, true, 7, epoch)[0]]++;
        }

        assertThat(Arrays.stream(first)).allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void gathersLikeLengthsIntoBatches() {
        int[] lengths = new int[1007];
        Arrays.setAll(lengths, i -> i * 7919 % 500);
        long[] order = new EpochOrder(1007, true, 7, 10, lengths).rows(1);

        int padding = 0;
        for (int batch = 0; batch < 100; batch++) {
            int[] own = new int[10];
            for (int i = 0; i < 10; i++) {
                own[i] = lengths[(int) order[batch * 10 + i]];
            }
            int longest = Arrays.stream(own).max().orElseThrow();
            padding += Arrays.stream(own).map(length -> longest - length).sum();
        }
        long[] sorted = order.clone();
        Arrays.sort(sorted);

        assertThat(sorted).isEqualTo(LongStream.range(0, 1007).toArray());
        // without grouping a batch of ten wastes about 200 steps a record
        assertThat(padding / 1000).isLessThan(15);
        assertThat(order).isNotEqualTo(new EpochOrder(1007, true, 7, 10, lengths).rows(2));
    }

    private static long[] rows(int size, boolean shuffle, long seed, int epoch) {
        return new EpochOrder(size, shuffle, seed, 64, new int[0]).rows(epoch);
    }
}
