// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The scores and classes of records: of all records up to a limit, then of a uniform sample
 * (Vitter, 1985), which is the same in every run.
 */
final class ScoreSample {

    private final int limit;
    private final SplittableRandom random = new SplittableRandom(1);
    private List<String> classes = List.of();
    private int columns;
    private double[] scores = {};
    private int[] targets = {};
    private int kept;
    private long seen;
    private boolean broken;

    /**
     * Creates a sample.
     *
     * @param limit the maximum number of scores that are kept
     */
    ScoreSample(int limit) {
        this.limit = limit;
    }

    List<String> classes() {
        return classes;
    }

    /** Returns the number of records in the sample. */
    int kept() {
        return kept;
    }

    /** Returns the number of records that were added. */
    long seen() {
        return seen;
    }

    /** Returns whether any score is NaN. */
    boolean isBroken() {
        return broken;
    }

    /** Returns the class of a record in the sample. */
    int target(int record) {
        return targets[record];
    }

    /** Returns the score of a record in the sample for a class. */
    double score(int record, int label) {
        return columns == 1
                ? label == 1 ? scores[record] : -scores[record]
                : scores[record * columns + label];
    }

    private int most() {
        return Math.max(2, limit / columns);
    }

    void add(ClassOutcome batch) {
        if (batch.size() == 0) {
            return;
        }
        if (columns == 0) {
            // with two classes, the log-odds of one are the negated log-odds of the other
            begin(
                    batch.classes(),
                    batch.classes().size() == 2 && batch.logOdds().length > 0
                            ? 1
                            : batch.classes().size());
        }
        for (int record = 0; record < batch.size(); record++) {
            seen++;
            long place = seen <= most() ? kept++ : random.nextLong(seen);
            if (place < most()) {
                keep(batch, record, (int) place);
            }
        }
    }

    private void begin(List<String> names, int width) {
        classes = names;
        columns = width;
    }

    private void keep(ClassOutcome batch, int record, int place) {
        makeRoom(place + 1);
        targets[place] = batch.targets()[record];
        for (int column = 0; column < columns; column++) {
            double score = batch.score(record, classes.size() - columns + column);
            broken |= Double.isNaN(score);
            scores[place * columns + column] = score;
        }
    }

    private void makeRoom(int records) {
        if (records > targets.length) {
            int length = (int) Math.min(most(), Math.max(1024, 2L * records));
            targets = Arrays.copyOf(targets, length);
            scores = Arrays.copyOf(scores, length * columns);
        }
    }

    /**
     * Merges another sample. If everything fits within the limit, all records are kept; otherwise
     * each record of both has the same probability to be kept, so that the result is a uniform
     * sample.
     */
    void merge(ScoreSample part) {
        if (part.seen == 0) {
            return;
        }
        if (columns == 0) {
            begin(part.classes, part.columns);
        }
        broken |= part.broken;
        if (seen + part.seen <= most()) {
            makeRoom(kept + part.kept);
            for (int i = 0; i < part.kept; i++) {
                copy(part, i, kept++);
            }
        } else {
            replace(part);
        }
        seen += part.seen;
    }

    /**
     * Replaces a random number of records by those of another sample. The expected number is
     * proportional to the records that each sample has seen.
     */
    private void replace(ScoreSample part) {
        long own = seen;
        long others = part.seen;
        int staying = 0;
        int coming = 0;
        while (staying + coming < most()) {
            if (random.nextLong(own + others) < own) {
                own--;
                staying++;
            } else {
                others--;
                coming++;
            }
        }
        draw(staying, random);
        part.draw(coming, random);
        makeRoom(staying + coming);
        for (int i = 0; i < coming; i++) {
            copy(part, i, staying + i);
        }
        kept = staying + coming;
    }

    /**
     * Moves {@code count} records, drawn from all that are kept, to the front (Durstenfeld, 1964).
     */
    private void draw(int count, SplittableRandom from) {
        for (int i = 0; i < count; i++) {
            swap(i, from.nextInt(i, kept));
        }
    }

    private void swap(int one, int other) {
        int target = targets[one];
        targets[one] = targets[other];
        targets[other] = target;
        for (int column = 0; column < columns; column++) {
            double score = scores[one * columns + column];
            scores[one * columns + column] = scores[other * columns + column];
            scores[other * columns + column] = score;
        }
    }

    private void copy(ScoreSample part, int from, int to) {
        targets[to] = part.targets[from];
        for (int column = 0; column < columns; column++) {
            // the other sample may have fewer columns
            scores[to * columns + column] = part.score(from, classes.size() - columns + column);
        }
    }
}
