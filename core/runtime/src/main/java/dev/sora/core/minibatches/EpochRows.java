// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

import ai.djl.ndarray.NDArray;
import dev.sora.core.data.encoding.Batches;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.RowNumbers;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.BatchPlan;
import dev.sora.core.plan.OrderPlan;
import dev.sora.core.plan.Plan;
import dev.sora.particle.PassRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * The minibatches of an epoch.
 *
 * @param rows the records of all minibatches, one after the other
 * @param cuts where a minibatch ends and the next one begins
 * @param trained how many records the steps train on; -1 if a shard does not have those that they
 *     leave out
 * @param leftOut the records that the steps leave out
 */
public record EpochRows(long[] rows, long[] cuts, long trained, long[] leftOut) {

    /**
     * Returns a minibatch.
     *
     * @param index its number, counted from 0
     * @param device its rows on the device
     */
    public RowNumbers minibatch(int index, NDArray device) {
        int from = index == 0 ? 0 : Math.toIntExact(cuts[index - 1]);
        return new RowNumbers(
                Arrays.copyOfRange(rows, from, from + Math.toIntExact(device.size())), device);
    }

    /**
     * Returns the minibatches of each epoch, which is counted from 1.
     *
     * @param shard which records the data holds; those of a shard are its shares of minibatches
     */
    public static IntFunction<EpochRows> each(
            Plan plan, FittedGraph graph, EncodedData data, Shard shard) {
        if (shard.isPart()) {
            return epoch -> share(plan.training().batches(), plan.seed(), shard, epoch);
        }
        Optional<OrderPlan> chosen = plan.training().batches().order();
        if (chosen.isPresent()) {
            return new ChosenOrder(plan, chosen.get(), data)::rows;
        }
        EpochOrder order = EpochOrder.of(plan, graph, data);
        return epoch -> consecutive(order.rows(epoch), plan.training().batches());
    }

    /** Returns the shares of consecutive minibatches that a shard has. */
    static EpochRows share(BatchPlan batches, long seed, Shard shard, int epoch) {
        int records = shard.records();
        long[] rows =
                EpochOrder.ofShard(
                                shard.below(records),
                                batches.shuffle(),
                                PassRandom.mix(seed, shard.number()))
                        .rows(epoch);
        long[] cuts = Batches.cuts(records, batches.size());
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = shard.below(cuts[i]);
        }
        boolean all = batches.stepsPerEpoch(records) == cuts.length + 1L;
        return new EpochRows(rows, cuts, all ? records : -1, new long[0]);
    }

    /** Returns consecutive minibatches, of which a smaller last one may be left out. */
    static EpochRows consecutive(long[] rows, BatchPlan batches) {
        long trained = Math.min(rows.length, batches.stepsPerEpoch(rows.length) * batches.size());
        return new EpochRows(
                rows,
                Batches.cuts(rows.length, batches.size()),
                trained,
                Arrays.copyOfRange(rows, (int) trained, rows.length));
    }

    /**
     * Returns chosen minibatches.
     *
     * @param size the number of records that they are chosen from
     */
    static EpochRows chosen(List<int[]> minibatches, int size) {
        long[] rows =
                minibatches.stream()
                        .flatMapToLong(rowsOfOne -> Arrays.stream(rowsOfOne).asLongStream())
                        .toArray();
        BitSet seen = new BitSet(size);
        for (long row : rows) {
            seen.set((int) row);
        }
        long[] cuts = new long[minibatches.size() - 1];
        long at = 0;
        for (int i = 0; i < cuts.length; i++) {
            at += minibatches.get(i).length;
            cuts[i] = at;
        }
        long[] leftOut =
                seen.cardinality() == size
                        ? new long[0]
                        : LongStream.range(0, size).filter(i -> !seen.get((int) i)).toArray();
        return new EpochRows(rows, cuts, rows.length, leftOut);
    }
}
