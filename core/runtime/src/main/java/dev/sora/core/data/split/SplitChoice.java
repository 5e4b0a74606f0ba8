// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.HeldOut.By;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses the records of one split among those that are left for training, and marks them. */
final class SplitChoice {

    private final SplitCut cut;
    private final byte[] marks;
    private final SplitProblems problems;
    private final SplittableRandom random;
    private final int[] rest;
    private long taken;

    /**
     * Finds the records that are left.
     *
     * @param marks the split that each record belongs to so far
     * @param records the number of records
     */
    SplitChoice(SplitCut cut, byte[] marks, int records, SplitProblems problems) {
        this.cut = cut;
        this.marks = marks;
        this.problems = problems;
        random = new SplittableRandom(cut.seed());
        int size = 0;
        for (int i = 0; i < records; i++) {
            size += marks[i] == Split.TRAIN.ordinal() ? 1 : 0;
        }
        rest = new int[size];
        for (int i = 0, at = 0; i < records; i++) {
            if (marks[i] == Split.TRAIN.ordinal()) {
                rest[at++] = i;
            }
        }
    }

    /**
     * Chooses and marks the records.
     *
     * @throws dev.sora.problem.DataException if the split, or the remaining training data, would be
     *     empty
     */
    void run() {
        if (cut.split() instanceof HeldOut.Share share) {
            long wanted = Math.round(rest.length * share.fraction());
            if (wanted < 1 || wanted >= rest.length) {
                throw problems.tooFew(
                        "%d %s, of which a fraction of %s is %d"
                                .formatted(
                                        rest.length,
                                        rest.length == 1 ? "record" : "records",
                                        share.fraction(),
                                        wanted),
                        "change data.%s.fraction, or give more data".formatted(cut.part().word()));
            }
            share(share.by(), wanted);
        } else if (cut.split() instanceof HeldOut.Count count) {
            if (count.count() >= rest.length) {
                throw problems.tooFew(
                        "%d of %d %s"
                                .formatted(
                                        count.count(),
                                        rest.length,
                                        rest.length == 1 ? "record" : "records"),
                        "lower data.%s.count, or give more data".formatted(cut.part().word()));
            }
            share(count.by(), count.count());
        } else if (cut.split() instanceof HeldOut.Fold fold) {
            Grouping groups = grouping(fold.by() == By.GROUPS);
            int units = fold.by() == By.GROUPS ? groups.groups() : rest.length;
            if (units < fold.folds()) {
                throw problems.tooFew(
                        "%d %s for %d folds"
                                .formatted(
                                        units,
                                        fold.by() == By.GROUPS ? "groups" : "records",
                                        fold.folds()),
                        "use fewer folds, or give more data");
            }
            boolean[] chosen =
                    fold.by() == By.GROUPS
                            ? groups.inFold(fold.folds(), fold.fold(), random)
                            : groupsOfValues(fold.by()).dealt(fold.folds(), fold.fold(), random);
            take(chosen);
        } else {
            boolean[] chosen = new boolean[rest.length];
            for (int i = 0; i < rest.length; i++) {
                chosen[i] = keys().code(rest[i]) == 1;
            }
            take(chosen);
        }
        if (taken == 0 || taken == rest.length) {
            throw taken == 0 && isAllRare()
                    ? problems.rare(rest.length)
                    : problems.empty(taken, rest.length);
        }
    }

    private void share(By by, long wanted) {
        take(
                switch (by) {
                    case CHANCE -> Grouping.all(rest.length).sampled(wanted, random);
                    case STRATA -> groupsOfValues(by).sampled(wanted, random);
                    case GROUPS -> grouping(true).whole(wanted, random);
                    case ORDER -> latest(wanted);
                });
    }

    /** Chooses the last records; of equal values, those that come last in the data. */
    private boolean[] latest(long wanted) {
        double[] sorted = new double[rest.length];
        for (int i = 0; i < rest.length; i++) {
            sorted[i] = keys().order(rest[i]);
        }
        double[] orders = sorted.clone();
        Arrays.sort(sorted);
        double border = sorted[(int) (rest.length - wanted)];
        long left = wanted;
        boolean[] chosen = new boolean[rest.length];
        for (int i = 0; i < rest.length; i++) {
            chosen[i] = orders[i] > border;
            left -= chosen[i] ? 1 : 0;
        }
        for (int i = rest.length - 1; i >= 0 && left > 0; i--) {
            if (orders[i] == border) {
                chosen[i] = true;
                left--;
            }
        }
        return chosen;
    }

    private Grouping groupsOfValues(By by) {
        return grouping(by != By.CHANCE);
    }

    private Grouping grouping(boolean byValue) {
        if (!byValue) {
            return Grouping.all(rest.length);
        }
        int[] codes = new int[rest.length];
        for (int i = 0; i < rest.length; i++) {
            codes[i] = keys().code(rest[i]);
        }
        return Grouping.of(codes, keys().values());
    }

    private SplitKeys keys() {
        return cut.keys().orElseThrow();
    }

    private void take(boolean[] chosen) {
        for (int i = 0; i < rest.length; i++) {
            if (chosen[i]) {
                marks[rest[i]] = (byte) cut.part().ordinal();
                taken++;
            }
        }
    }

    /**
     * Returns whether every value of the column occurs in one record only, which stays in training.
     */
    private boolean isAllRare() {
        return cut.split().by() == By.STRATA
                && IntStream.of(grouping(true).sizes()).max().orElse(0) < 2;
    }
}
