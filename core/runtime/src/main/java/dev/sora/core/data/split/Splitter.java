// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import dev.sora.core.plan.DataPlan;
import dev.sora.data.DataRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Divides the records of the training data into splits: first the test is taken, then validation
 * from the rest; of what is left, a sample may be used for training. It reads every record once,
 * keeps a few bytes of each, and decides at the end; so the same data, manifest and seed always
 * give the same splits.
 */
public final class Splitter {

    private final List<SplitCut> cuts = new ArrayList<>();
    private final Optional<SplitSample> sample;
    private final UnaryOperator<String> places;
    private byte[] marks = new byte[1024];
    private int records;

    /**
     * Creates a splitter.
     *
     * @param places finds the place of a path in the manifest, for messages
     */
    public Splitter(DataPlan plan, long seed, UnaryOperator<String> places) {
        this.places = places;
        sample = plan.sample().map(s -> new SplitSample(s, seed ^ 0x5a3bL));
        plan.testSplit()
                .ifPresent(
                        s ->
                                cuts.add(
                                        new SplitCut(
                                                Split.TEST, s, SplitKeys.of(s), seed ^ 0x7e57L)));
        plan.validationSplit()
                .ifPresent(
                        s ->
                                cuts.add(
                                        new SplitCut(
                                                Split.VALIDATION,
                                                s,
                                                SplitKeys.of(s),
                                                seed ^ 0x5011dL)));
    }

    /** Returns whether there is a split to take out. */
    public boolean isNeeded() {
        return !cuts.isEmpty() || sample.isPresent();
    }

    /**
     * Reads the next record.
     *
     * @throws dev.sora.problem.RecordException if it has no value to decide by; the record is then
     *     left out
     */
    public void accept(DataRecord record) {
        if (!isNeeded()) {
            return;
        }
        mark(SplitAssignment.LEFT_OUT);
        // read all keys before one is stored: a record that lacks one key is left out of both cuts
        Object[] keys = new Object[cuts.size()];
        for (int i = 0; i < keys.length; i++) {
            Optional<SplitKeys> by = cuts.get(i).keys();
            keys[i] = by.isPresent() ? by.get().read(record) : null;
        }
        Optional<Object> counted = sample.map(s -> s.keys().read(record));
        int position = records - 1;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != null) {
                cuts.get(i).keys().orElseThrow().add(position, keys[i]);
            }
        }
        counted.ifPresent(key -> sample.orElseThrow().keys().add(position, key));
        marks[position] = (byte) Split.TRAIN.ordinal();
    }

    /** Counts a broken record. */
    public void leaveOut() {
        if (isNeeded()) {
            mark(SplitAssignment.LEFT_OUT);
        }
    }

    private void mark(byte mark) {
        if (records == marks.length) {
            marks = Arrays.copyOf(marks, SplitKeys.grown(marks.length));
        }
        marks[records++] = mark;
    }

    /**
     * Assigns all records.
     *
     * @throws dev.sora.problem.DataException if a split, or the remaining training data, would be
     *     empty
     */
    public SplitAssignment finish() {
        if (!isNeeded()) {
            return new SplitAssignment(null, Split.TRAIN);
        }
        for (SplitCut cut : cuts) {
            new SplitChoice(cut, marks, records, new SplitProblems(cut, places)).run();
        }
        sample.ifPresent(s -> s.take(marks, records));
        return new SplitAssignment(marks, Split.TRAIN);
    }
}
