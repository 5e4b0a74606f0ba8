// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;

/** The metric types of multi-label classification. */
public final class LabelMetrics {

    private LabelMetrics() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                offer(
                        "f1_micro",
                        "Harmonic mean of precision and recall over all labels of all records.",
                        LabelScore.Formula.F1),
                offer(
                        "f1_macro",
                        "Harmonic mean of precision and recall of each label, and their mean. A label"
                                + " that no record has and that is never predicted is left out.",
                        LabelScore.Formula.F1_BY_LABEL),
                offer(
                        "precision_micro",
                        "Share of the predicted labels that are right, over all records; 0 if"
                                + " none is predicted.",
                        LabelScore.Formula.PRECISION),
                offer(
                        "recall_micro",
                        "Share of the true labels that are predicted, over all records; 0 if"
                                + " there are none.",
                        LabelScore.Formula.RECALL),
                offer(
                        "exact_match",
                        "Share of the records of which all labels are right.",
                        LabelScore.Formula.EXACT),
                offer(
                        "hamming_loss",
                        "Share of the decisions on a label of a record that are wrong.",
                        LabelScore.Formula.HAMMING));
    }

    private static Offer offer(String name, String summary, LabelScore.Formula formula) {
        return new Offer(TypeDescriptor.of(name, summary), formula);
    }

    private record Offer(TypeDescriptor descriptor, LabelScore.Formula formula)
            implements MetricType<LabelsOutcome> {

        @Override
        public Class<LabelsOutcome> outcome() {
            return LabelsOutcome.class;
        }

        @Override
        public boolean higherIsBetter() {
            return formula != LabelScore.Formula.HAMMING;
        }

        @Override
        public Metric<LabelsOutcome> create(Settings settings) {
            return new LabelScore(formula);
        }
    }
}
