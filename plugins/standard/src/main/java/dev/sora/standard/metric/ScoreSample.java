// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The scores of records and their classes: of all, as long as they fit a bound, else of a uniform
 * sample of the records (Vitter, 1985), the same one in every run.
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

    /** Creates a sample that keeps at most so many scores. */
    ScoreSample(int limit) {
        this.limit = limit;
    }

    List<String> classes() {
        return classes;
    }

    /** Returns the number of records that are kept. */
    int kept() {
        return kept;
    }

    /** Returns the number of records that there were. */
    long seen() {
        return seen;
    }

    /** Returns whether a score of any record is not a number. */
    boolean isBroken() {
        return broken;
    }

    /** Returns the class of a record that is kept. */
    int target(int record) {
        return targets[record];
    }

    /** Returns what a record that is kept scores for a class. */
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
            // of two classes the log-odds of one are those of the other with another sign
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
     * Takes the records of another sample into account. What fits the bound stays whole; else each
     * record of the two is as likely to be kept as any other, so that it is a uniform sample again.
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

    /** Keeps as many records of another as chance gives it of all that both saw. */
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

    /** Brings so many records, drawn from all that are kept, to the front (Durstenfeld, 1964). */
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
            // of the other, fewer columns may be kept
            scores[to * columns + column] = part.score(from, classes.size() - columns + column);
        }
    }
}
