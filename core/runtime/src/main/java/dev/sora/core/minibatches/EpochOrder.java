// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** The order of the training records in an epoch, a pure function of seed and epoch. */
final class EpochOrder {

    /**
     * The number of batches that are sorted by length together: a large number keeps the order of
     * an epoch random.
     */
    private static final int WINDOW = 50;

    private final int size;
    private final boolean shuffle;
    private final long seed;
    private final int batchSize;
    private final int[] lengths;

    EpochOrder(int size, boolean shuffle, long seed, int batchSize, int[] lengths) {
        this.size = size;
        this.shuffle = shuffle;
        this.seed = seed;
        this.batchSize = batchSize;
        this.lengths = lengths.clone();
    }

    /** Returns the order of the records of a shard. */
    static EpochOrder ofShard(int size, boolean shuffle, long seed) {
        return new EpochOrder(size, shuffle, seed, size, new int[0]);
    }

    /** Returns the order that a plan requires. */
    static EpochOrder of(Plan plan, FittedGraph graph, EncodedData data) {
        int[] lengths = new int[0];
        if (plan.training().batches().groupByLength()) {
            for (Node.Input input : plan.nodes(Node.Input.class)) {
                OptionalInt at =
                        PluginWork.call(
                                plan,
                                input.planned(),
                                "reported where the lengths of '%s' are".formatted(input.name()),
                                graph.inputs().get(input.name())::lengthsAt);
                if (at.isPresent()) {
                    lengths = sum(lengths, data.numbers(input.name(), at.getAsInt()));
                }
            }
        }
        return new EpochOrder(
                data.size(),
                plan.training().batches().shuffle(),
                plan.seed(),
                plan.training().batches().size(),
                lengths);
    }

    private static int[] sum(int[] some, int[] more) {
        if (some.length == 0) {
            return more;
        }
        Arrays.setAll(some, i -> some[i] + more[i]);
        return some;
    }

    /**
     * Returns the rows of an epoch: a permutation (Fisher and Yates, 1938; Durstenfeld, 1964), or
     * 0, 1, 2, … If lengths are known, the records of some batches are sorted by length, so that
     * each batch has records of similar length, and these batches are shuffled.
     */
    long[] rows(int epoch) {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        if (shuffle) {
            SplittableRandom random = new SplittableRandom(seedOf(seed, epoch));
            for (int i = size - 1; i > 0; i--) {
                swap(order, i, random.nextInt(i + 1));
            }
            if (lengths.length > 0) {
                group(order, random);
            }
        }
        return order;
    }

    private void group(long[] order, SplittableRandom random) {
        // the smaller last batch keeps its place
        int whole = size - size % batchSize;
        int window = (int) Math.min(whole, (long) WINDOW * batchSize);
        long[] keys = new long[window];
        long[] sorted = new long[window];
        for (int from = 0; from < whole; from += window) {
            int count = Math.min(window, whole - from);
            for (int i = 0; i < count; i++) {
                keys[i] = (long) lengths[(int) order[from + i]] << 32 | i;
            }
            Arrays.sort(keys, 0, count);
            for (int i = 0; i < count; i++) {
                sorted[i] = order[from + (int) keys[i]];
            }
            int[] batches = new int[count / batchSize];
            for (int i = 0; i < batches.length; i++) {
                int other = random.nextInt(i + 1);
                batches[i] = batches[other];
                batches[other] = i;
            }
            for (int i = 0; i < batches.length; i++) {
                System.arraycopy(
                        sorted, batches[i] * batchSize, order, from + i * batchSize, batchSize);
            }
        }
    }

    private static void swap(long[] order, int i, int j) {
        long swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
    }

    /**
     * Returns the seed of an epoch. Each epoch has its own seed, so a resumed run draws the same.
     */
    static long seedOf(long seed, int epoch) {
        return new SplittableRandom(seed * 1_000_003L + epoch).nextLong();
    }
}
