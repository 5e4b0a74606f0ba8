// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Records by the value that they share, and ways to choose among them.
 *
 * @param codes the number of the group of each record
 * @param sizes how many records each group has; some may have none
 */
record Grouping(int[] codes, int[] sizes) {

    /** Returns one group of all. */
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

    /** Returns how many groups have records. */
    int groups() {
        return (int) IntStream.of(sizes).filter(size -> size > 0).count();
    }

    /**
     * Chooses by chance, so that every group has its share: what its share is short of a whole
     * number goes to the groups with the largest remainders (Hamilton's method). Of several groups
     * each keeps one record at least, and so fewer than wanted are chosen where there are nearly as
     * many groups as records.
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

    /** Returns how many of each group may be chosen: of several groups each keeps a record. */
    private int[] most() {
        int kept = groups() > 1 ? 1 : 0;
        return IntStream.of(sizes).map(size -> Math.max(0, size - kept)).toArray();
    }

    /** Chooses whole groups by chance, each as long as it brings the number nearer. */
    boolean[] whole(long wanted, SplittableRandom random) {
        boolean[] chosen = new boolean[sizes.length];
        long taken = 0;
        for (int group : shuffled(groupNumbers(), random)) {
            if (Math.abs(taken + sizes[group] - wanted) < Math.abs(taken - wanted)) {
                chosen[group] = true;
                taken += sizes[group];
            }
        }
        return members(chosen);
    }

    /**
     * Chooses one fold of whole groups: the groups, largest first, each go to the fold that is
     * smallest so far.
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
     * Chooses one fold of single records: those of each group, in an order by chance, are dealt out
     * like cards, so that folds differ by one record at most, in all and in each group. A record
     * that is alone in its group is in no fold.
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
