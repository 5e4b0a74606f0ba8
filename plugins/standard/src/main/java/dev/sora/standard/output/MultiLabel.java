// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Predicts the set of labels of a record.
 *
 * @param listed the labels; empty if the data determines them
 * @param head whether the output has a dense layer
 * @param threshold the minimum probability of a predicted label
 */
record MultiLabel(LabelColumn column, List<String> listed, boolean head, double threshold)
        implements UnaryOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        long count = listed.isEmpty() ? TensorSpec.UNKNOWN : listed.size();
        return new Head(head, count).plan(input, "label");
    }

    @Override
    public FittedOutput fit(Records records) {
        return fit(records, List.of());
    }

    /** Known labels keep their positions; new labels get the positions after them. */
    @Override
    public FittedOutput grow(State state, Records records) {
        return fit(records, labels(state));
    }

    private static List<String> labels(State state) {
        List<String> labels = state.distinct("labels");
        if (labels.size() < 2) {
            throw state.broken("labels", "at least 2 texts");
        }
        return labels;
    }

    private FittedOutput fit(Records records, List<String> known) {
        Map<String, Long> counts = new HashMap<>();
        records.forEach(
                record -> column.labels(record).forEach(l -> counts.merge(l, 1L, Long::sum)));
        if (!listed.isEmpty()) {
            return fitted(listed, counts);
        }
        List<String> labels = new ArrayList<>(counts.keySet());
        labels.removeAll(known);
        labels.sort(new NaturalOrder());
        labels.addAll(0, known);
        return fitted(labels, counts);
    }

    private FittedOutput fitted(List<String> labels, Map<String, Long> counts) {
        if (new HashSet<>(labels).size() < Math.max(2, labels.size())) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4309",
                                    "there are not enough labels to decide on in column '%s'"
                                            .formatted(column.name()))
                            .needs("at least 2 different labels")
                            .have(labels.isEmpty() ? "none" : String.join(", ", labels))
                            .fix("check the column and its separator, or list 'labels' once each"));
        }
        return new FittedMultiLabel(this, labels, LabelWarnings.of(column.name(), labels, counts));
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedMultiLabel(this, labels(state), List.of());
    }
}
