// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.Split;
import dev.sora.core.plan.Split.By;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Divides the records of the training data into its parts: first the test is taken, then validation
 * out of the rest. It sees every record once, keeps a few bytes of each, and decides in the end; so
 * the same data, manifest and seed always give the same parts.
 */
final class Splitter {

    private final List<Cut> cuts = new ArrayList<>();
    private final UnaryOperator<String> places;
    private byte[] marks = new byte[1024];
    private int records;

    private record Cut(Part part, Split split, Optional<SplitKeys> keys, long seed) {}

    /**
     * Creates a splitter.
     *
     * @param places finds the place of a path in the manifest, for messages
     */
    Splitter(DataPlan plan, long seed, UnaryOperator<String> places) {
        this.places = places;
        plan.testSplit()
                .ifPresent(s -> cuts.add(new Cut(Part.TEST, s, SplitKeys.of(s), seed ^ 0x7e57L)));
        plan.validationSplit()
                .ifPresent(
                        s ->
                                cuts.add(
                                        new Cut(
                                                Part.VALIDATION,
                                                s,
                                                SplitKeys.of(s),
                                                seed ^ 0x5011dL)));
    }

    /** Whether there is anything to take out. */
    boolean isNeeded() {
        return !cuts.isEmpty();
    }

    /**
     * Looks at the next record.
     *
     * @throws dev.sora.problem.RecordException if it has no value to decide by; it is left out then
     */
    void accept(DataRecord record) {
        if (cuts.isEmpty()) {
            return;
        }
        mark(Parts.LEFT_OUT);
        // all are read before one is kept: a record that serves one cut alone is left out of both
        Object[] keys = new Object[cuts.size()];
        for (int i = 0; i < keys.length; i++) {
            Optional<SplitKeys> by = cuts.get(i).keys;
            keys[i] = by.isPresent() ? by.get().read(record) : null;
        }
        int position = records - 1;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != null) {
                cuts.get(i).keys.orElseThrow().add(position, keys[i]);
            }
        }
        marks[position] = (byte) Part.TRAIN.ordinal();
    }

    /** Counts a record that is broken. */
    void leaveOut() {
        if (!cuts.isEmpty()) {
            mark(Parts.LEFT_OUT);
        }
    }

    private void mark(byte mark) {
        if (records == marks.length) {
            marks = Arrays.copyOf(marks, SplitKeys.grown(marks.length));
        }
        marks[records++] = mark;
    }

    /**
     * Decides for all records seen.
     *
     * @throws DataException if a part, or what is left, would be empty
     */
    Parts finish() {
        if (cuts.isEmpty()) {
            return new Parts(null, Part.TRAIN);
        }
        for (Cut cut : cuts) {
            new Taking(cut).run();
        }
        return new Parts(marks, Part.TRAIN);
    }

    /** Takes one part out of what is left. */
    private final class Taking {

        private final Cut cut;
        private final SplittableRandom random;
        private final int[] rest;
        private long taken;

        Taking(Cut cut) {
            this.cut = cut;
            random = new SplittableRandom(cut.seed);
            int size = 0;
            for (int i = 0; i < records; i++) {
                size += marks[i] == Part.TRAIN.ordinal() ? 1 : 0;
            }
            rest = new int[size];
            for (int i = 0, at = 0; i < records; i++) {
                if (marks[i] == Part.TRAIN.ordinal()) {
                    rest[at++] = i;
                }
            }
        }

        void run() {
            if (cut.split instanceof Split.Share share) {
                long wanted = Math.round(rest.length * share.fraction());
                if (wanted < 1 || wanted >= rest.length) {
                    throw tooFew(
                            "%d %s, of which a fraction of %s is %d"
                                    .formatted(
                                            rest.length,
                                            rest.length == 1 ? "record" : "records",
                                            share.fraction(),
                                            wanted),
                            "change data.%s.fraction, or give more data".formatted(word()));
                }
                share(share.by(), wanted);
            } else if (cut.split instanceof Split.Fold fold) {
                Grouping groups = grouping(fold.by() == By.GROUPS);
                int units = fold.by() == By.GROUPS ? groups.groups() : rest.length;
                if (units < fold.folds()) {
                    throw tooFew(
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
                                : groupsOfValues(fold.by())
                                        .dealt(fold.folds(), fold.fold(), random);
                take(chosen);
            } else {
                boolean[] chosen = new boolean[rest.length];
                for (int i = 0; i < rest.length; i++) {
                    chosen[i] = keys().code(rest[i]) == 1;
                }
                take(chosen);
            }
            if (taken == 0 || taken == rest.length) {
                throw taken == 0 && isAllRare() ? rare() : empty();
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

        /** The last ones; of equal ones those that come last in the data. */
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
            return cut.keys.orElseThrow();
        }

        private void take(boolean[] chosen) {
            for (int i = 0; i < rest.length; i++) {
                if (chosen[i]) {
                    marks[rest[i]] = (byte) cut.part.ordinal();
                    taken++;
                }
            }
        }

        private String word() {
            return cut.part.word();
        }

        private DataException tooFew(String have, String fix) {
            return new DataException(
                    Problem.of("SORA-4003", "too few records for a %s part".formatted(word()))
                            .where(places.apply("data." + word()))
                            .needs("at least 1 record on both sides")
                            .have(have)
                            .fix(fix));
        }

        /** Whether every value of the column stands in one record alone, which stays. */
        private boolean isAllRare() {
            By by =
                    cut.split instanceof Split.Share share
                            ? share.by()
                            : cut.split instanceof Split.Fold fold ? fold.by() : By.CHANCE;
            return by == By.STRATA && IntStream.of(grouping(true).sizes()).max().orElse(0) < 2;
        }

        private DataException rare() {
            String column = cut.split.column().orElseThrow();
            return new DataException(
                    Problem.of(
                                    "SORA-4003",
                                    "no value of column '%s' stands in two records, of which one"
                                                    .formatted(column)
                                            + " could be held out")
                            .where(places.apply("data." + word()))
                            .needs("values that several records share, such as classes")
                            .have("%d records, each with a value of its own".formatted(rest.length))
                            .fix(
                                    "name another column in data.%s.stratify, or remove it and take"
                                                    .formatted(word())
                                            + " the part by chance"));
        }

        private DataException empty() {
            String column = cut.split.column().map(c -> ", by column '" + c + "'").orElse("");
            String values =
                    cut.split instanceof Split.Values
                            ? ", which holds " + String.join(", ", keys().some())
                            : "";
            return new DataException(
                    Problem.of(
                                    "SORA-4003",
                                    taken == 0
                                            ? "the %s part is empty".formatted(word())
                                            : "nothing is left to train on beside the %s part"
                                                    .formatted(word()))
                            .where(places.apply("data." + word()))
                            .needs("at least 1 record on both sides")
                            .have(
                                    "%d of %d records%s%s"
                                            .formatted(taken, rest.length, column, values))
                            .fix(otherShare()));
        }

        private String otherShare() {
            String path = "data." + word();
            if (cut.split instanceof Split.Values) {
                return taken == 0
                        ? "name values of the column in " + path + ".values"
                        : "name fewer values in " + path + ".values";
            }
            return "give more records, change %s.%s, or take the part by another column"
                    .formatted(path, cut.split instanceof Split.Fold ? "folds" : "fraction");
        }
    }
}
