// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.plan.BatchPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The shares of minibatches that shards of the records have. */
final class TestEpochShares {

    private static BatchPlan batches(int size, boolean shuffle, boolean dropLast) {
        return new BatchPlan(size, size, shuffle, false, dropLast, Optional.empty());
    }

    /** Returns the numbers of the records of a shard in each minibatch, among all records. */
    private static List<long[]> shares(BatchPlan batches, Shard shard, int epoch) {
        EpochRows rows = EpochRows.share(batches, 7, shard, epoch);
        long steps = batches.stepsPerEpoch(shard.records());
        List<long[]> shares = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            long from = i == 0 ? 0 : rows.cuts()[i - 1];
            long to = i < rows.cuts().length ? rows.cuts()[i] : rows.rows().length;
            shares.add(
                    Arrays.stream(rows.rows(), (int) from, (int) to)
                            .map(row -> row * shard.count() + shard.number())
                            .toArray());
        }
        return shares;
    }

    /** No record is lost or used twice, and each minibatch has its size. */
    @Test
    void anEpochHasEachRecordOnceInMinibatchesOfTheStatedSize() {
        for (int[] sizes :
                new int[][] {{45, 7, 3}, {50, 7, 7}, {64, 8, 3}, {9, 20, 4}, {5, 4, 4}}) {
            BatchPlan batches = batches(sizes[1], true, false);
            List<Long> all = new ArrayList<>();
            long[] together = new long[(int) batches.stepsPerEpoch(sizes[0])];
            for (int number = 0; number < sizes[2]; number++) {
                List<long[]> shares = shares(batches, new Shard(number, sizes[2], sizes[0]), 2);
                for (int step = 0; step < together.length; step++) {
                    together[step] += shares.get(step).length;
                    assertThat(shares.get(step).length)
                            .isBetween(
                                    step == together.length - 1 ? 0 : sizes[1] / sizes[2],
                                    (sizes[1] - 1) / sizes[2] + 1);
                    Arrays.stream(shares.get(step)).forEach(all::add);
                }
            }

            assertThat(all.stream().mapToLong(i -> i).sorted().toArray())
                    .isEqualTo(LongStream.range(0, sizes[0]).toArray());
            assertThat(Arrays.stream(together).limit(together.length - 1))
                    .allMatch(size -> size == sizes[1]);
        }
    }

    @Test
    void recordsThatAreNotShuffledComeInTheirOrder() {
        List<long[]> shares = shares(batches(7, false, false), new Shard(1, 3, 17), 1);

        assertThat(shares.get(0)).containsExactly(1, 4);
        assertThat(shares.get(1)).containsExactly(7, 10, 13);
        assertThat(shares.get(2)).containsExactly(16);
    }

    @Test
    void shardsAndEpochsHaveOrdersOfTheirOwn() {
        BatchPlan batches = batches(10, true, true);
        long[] first = EpochRows.share(batches, 7, new Shard(0, 2, 101), 1).rows();

        assertThat(EpochRows.share(batches, 7, new Shard(0, 2, 101), 1).rows()).isEqualTo(first);
        assertThat(EpochRows.share(batches, 7, new Shard(0, 2, 101), 2).rows()).isNotEqualTo(first);
        assertThat(EpochRows.share(batches, 7, new Shard(1, 2, 102), 1).rows()).isNotEqualTo(first);
        assertThat(EpochRows.share(batches, 7, new Shard(0, 2, 101), 1).trained())
                .as("records that other shards leave out are not known")
                .isEqualTo(-1);
    }
}
