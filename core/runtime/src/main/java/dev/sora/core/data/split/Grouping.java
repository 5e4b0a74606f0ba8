// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Records grouped by a common value, and ways to choose among them.
 *
 * @param codes the number of the group of each record
 * @param sizes the number of records of each group; may be 0
 */
record Grouping(int[] codes, int[] sizes) {

    /** The limit of steps in the search for the nearest sum: a fraction of a second. */
    private static final long MOST_SUMS = 1L << 27;

    /** Returns a single group of all records. */
    static Grouping all(int records) {
        return new Grouping(new int[records], new int[] {records});
    }

    static Grouping of(int[] codes, int groups) {
        int[] sizes = new int[groups];
        for (int code : codes) {
            sizes[code]++;
        }
        return new Grouping(codes, sizes);
    }

    /** Returns the number of groups with records. */
    int groups() {
        return (int) IntStream.of(sizes).filter(size -> size > 0).count();
    }

    /**
     * Chooses records at random, so that every group has its proportional share. The remainder to
     * an integer goes to the groups with the largest remainders (Hamilton's method). If there are
     * several groups, each keeps at least one record; so fewer than wanted are chosen if there are
     * nearly as many groups as records.
     */
    boolean[] sampled(long wanted, SplittableRandom random) {
        long[] quotas = quotas(wanted);
        int[] left = sizes.clone();
        boolean[] chosen = new boolean[codes.length];
        for (int i = 0; i < codes.length; i++) {
            // selection sampling (Fan, Muller and Rezucha, 1962): exactly the wanted number
            int group = codes[i];
            if (random.nextInt(left[group]--) < quotas[group]) {
                chosen[i] = true;
                quotas[group]--;
            }
        }
        return chosen;
    }

    private long[] quotas(long wanted) {
        long[] quotas = new long[sizes.length];
        long[] remainders = new long[sizes.length];
        int[] most = most();
        long given = 0;
        for (int group = 0; group < sizes.length; group++) {
            long share = sizes[group] * wanted;
            quotas[group] = Math.min(most[group], share / codes.length);
            remainders[group] = share % codes.length;
            given += quotas[group];
        }
        List<Integer> open =
                IntStream.range(0, sizes.length)
                        .boxed()
                        .sorted(Comparator.comparingLong(group -> -remainders[group]))
                        .toList();
        while (given < wanted && !open.isEmpty()) {
            List<Integer> next = new ArrayList<>();
            for (int group : open) {
                if (given < wanted && quotas[group] < most[group]) {
                    quotas[group]++;
                    given++;
                    next.add(group);
                }
            }
            open = next;
        }
        return quotas;
    }

    /**
     * Returns the maximum to choose of each group: if there are several groups, each keeps one
     * record.
     */
    private int[] most() {
        int kept = groups() > 1 ? 1 : 0;
        return IntStream.of(sizes).map(size -> Math.max(0, size - kept)).toArray();
    }

    /**
     * Chooses whole groups at random whose total size is nearest to the wanted number. Groups are
     * taken in random order, each if it brings the total nearer. If that does not reach the number,
     * the sums of the groups in that order are searched, unless they are too many.
     */
    boolean[] whole(long wanted, SplittableRandom random) {
        boolean[] chosen = new boolean[sizes.length];
        long taken = 0;
        int[] order = shuffled(groupNumbers(), random);
        for (int group : order) {
            if (Math.abs(taken + sizes[group] - wanted) < Math.abs(taken - wanted)) {
                chosen[group] = true;
                taken += sizes[group];
            }
        }
        // if even the smallest is too large, it is better than none
        long smallest = IntStream.of(order).mapToLong(group -> sizes[group]).min().orElse(0);
        long off = taken == 0 ? smallest - wanted : Math.abs(taken - wanted);
        return members(
                off == 0 || order.length * (wanted + off) > MOST_SUMS
                        ? chosen
                        : nearest(order, (int) wanted, (int) off));
    }

    /** Chooses the groups whose sum is nearest to the number, within the given distance. */
    private boolean[] nearest(int[] order, int wanted, int off) {
        // the group that first completes each sum, as a number from 1
        int[] last = new int[wanted + off + 1];
        int reached = 0;
        for (int i = 0; i < order.length; i++) {
            int size = sizes[order[i]];
            reached = (int) Math.min(last.length - 1L, (long) reached + size);
            for (int sum = reached; sum >= size; sum--) {
                if (last[sum] == 0 && (sum == size || last[sum - size] != 0)) {
                    last[sum] = i + 1;
                }
            }
        }
        int sum = wanted;
        for (int far = 1; last[sum] == 0; far++) {
            sum = wanted - far > 0 && last[wanted - far] != 0 ? wanted - far : wanted + far;
        }
        boolean[] chosen = new boolean[sizes.length];
        for (int left = sum; left > 0; left -= sizes[order[last[left] - 1]]) {
            chosen[order[last[left] - 1]] = true;
        }
        return chosen;
    }

    /**
     * Chooses one fold of whole groups: the groups, largest first, are each assigned to the fold
     * that is smallest so far.
     */
    boolean[] inFold(int folds, int fold, SplittableRandom random) {
        int[] order = shuffled(groupNumbers(), random);
        order =
                IntStream.of(order)
                        .boxed()
                        .sorted(Comparator.comparingInt(group -> -sizes[group]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        long[] filled = new long[folds];
        boolean[] chosen = new boolean[sizes.length];
        for (int group : order) {
            int smallest = 0;
            for (int i = 1; i < folds; i++) {
                smallest = filled[i] < filled[smallest] ? i : smallest;
            }
            filled[smallest] += sizes[group];
            chosen[group] = smallest == fold;
        }
        return members(chosen);
    }

    /**
     * Chooses one fold of single records: the records of each group, in random order, are assigned
     * to the folds in turn, so that fold sizes differ by at most one record, in total and in each
     * group. A record that is the only one of its group is in no fold.
     */
    boolean[] dealt(int folds, int fold, SplittableRandom random) {
        int[] starts = new int[sizes.length + 1];
        for (int group = 0; group < sizes.length; group++) {
            starts[group + 1] = starts[group] + sizes[group];
        }
        int[] next = starts.clone();
        int[] order = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            order[next[codes[i]]++] = i;
        }
        boolean[] chosen = new boolean[codes.length];
        int card = 0;
        int groups = groups();
        for (int group = 0; group < sizes.length; group++) {
            int[] own = Arrays.copyOfRange(order, starts[group], starts[group + 1]);
            for (int index : shuffled(own, random)) {
                chosen[index] = (own.length > 1 || groups == 1) && card++ % folds == fold;
            }
        }
        return chosen;
    }

    private int[] groupNumbers() {
        return IntStream.range(0, sizes.length).filter(group -> sizes[group] > 0).toArray();
    }

    private boolean[] members(boolean[] groups) {
        boolean[] chosen = new boolean[codes.length];
        for (int i = 0; i < codes.length; i++) {
            chosen[i] = groups[codes[i]];
        }
        return chosen;
    }

    private static int[] shuffled(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
        return values;
    }
}
