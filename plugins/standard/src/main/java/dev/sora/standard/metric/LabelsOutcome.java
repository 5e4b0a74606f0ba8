// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.DivisibleOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The predicted and actual labels of records.
 *
 * @param labels the names of the labels
 * @param said the predictions: one row for each record, one column for each label, row by row
 * @param targets the actual labels in the same form
 */
public record LabelsOutcome(List<String> labels, boolean[] said, boolean[] targets)
        implements DivisibleOutcome<LabelsOutcome> {

    /** Checks that the sizes agree. */
    public LabelsOutcome {
        labels = List.copyOf(labels);
        if (said.length != targets.length || said.length % labels.size() != 0) {
            throw new IllegalArgumentException(
                    "%d predicted, %d right of %d labels"
                            .formatted(said.length, targets.length, labels.size()));
        }
    }

    @Override
    public int size() {
        return said.length / labels.size();
    }

    @Override
    public LabelsOutcome joined(List<LabelsOutcome> following) {
        int length = said.length + following.stream().mapToInt(part -> part.said.length).sum();
        boolean[] allSaid = Arrays.copyOf(said, length);
        boolean[] allRight = Arrays.copyOf(targets, length);
        int at = said.length;
        for (LabelsOutcome part : following) {
            System.arraycopy(part.said, 0, allSaid, at, part.said.length);
            System.arraycopy(part.targets, 0, allRight, at, part.said.length);
            at += part.said.length;
        }
        return new LabelsOutcome(labels, allSaid, allRight);
    }

    @Override
    public LabelsOutcome chosen(int[] records) {
        int width = labels.size();
        boolean[] someSaid = new boolean[records.length * width];
        boolean[] someRight = new boolean[records.length * width];
        for (int i = 0; i < records.length; i++) {
            System.arraycopy(said, records[i] * width, someSaid, i * width, width);
            System.arraycopy(targets, records[i] * width, someRight, i * width, width);
        }
        return new LabelsOutcome(labels, someSaid, someRight);
    }

    /** Returns a constant prediction: the labels that more than half of the records have. */
    @Override
    public Optional<LabelsOutcome> constant() {
        int width = labels.size();
        long[] counts = new long[width];
        for (int i = 0; i < targets.length; i++) {
            counts[i % width] += targets[i] ? 1 : 0;
        }
        boolean[] usual = new boolean[targets.length];
        for (int i = 0; i < usual.length; i++) {
            usual[i] = 2 * counts[i % width] > size();
        }
        return Optional.of(new LabelsOutcome(labels, usual, targets));
    }

    @Override
    public long numbers() {
        return said.length;
    }
}
