// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import dev.sora.exhibit.Curves;
import dev.sora.exhibit.Exhibit;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The mean average precision over classes and overlaps. */
final class MeanAveragePrecision implements MergingMetric<BoxesOutcome, MeanAveragePrecision> {

    /** Predicted boxes of a class in a picture that count, as COCO has it. */
    private static final int DETECTIONS = 100;

    /** Classes with a curve in the report, the most frequent ones. */
    private static final int CURVES = 8;

    private final double[] overlaps;
    private List<String> classes = List.of();
    private final List<List<Matching>> byClass = new ArrayList<>();

    MeanAveragePrecision(double[] overlaps) {
        this.overlaps = overlaps.clone();
    }

    @Override
    public void add(BoxesOutcome outcome) {
        prepare(outcome.classes());
        for (int label = 0; label < classes.size(); label++) {
            for (BoxesOutcome.Scene scene : outcome.scenes()) {
                byClass.get(label).add(Matching.of(scene, label, DETECTIONS));
            }
        }
    }

    private void prepare(List<String> names) {
        if (classes.isEmpty()) {
            classes = names;
            names.forEach(name -> byClass.add(new ArrayList<>()));
        }
    }

    @Override
    public void merge(MeanAveragePrecision part) {
        prepare(part.classes);
        for (int label = 0; label < part.byClass.size(); label++) {
            byClass.get(label).addAll(part.byClass.get(label));
        }
    }

    @Override
    public MetricResult result() {
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        double sum = 0;
        for (int label = 0; label < classes.size(); label++) {
            double own = 0;
            boolean defined = true;
            for (double overlap : overlaps) {
                AveragePrecision each = AveragePrecision.of(byClass.get(label), overlap);
                defined &= each.defined();
                own += each.mean() / overlaps.length;
            }
            if (defined) {
                values.put(classes.get(label), own);
                sum += own;
            } else {
                absent.add(classes.get(label));
            }
        }
        if (values.isEmpty()) {
            return MetricResult.undefined("is not defined: there is no object to find");
        }
        return MetricResult.byClass(
                sum / values.size(),
                values,
                absent.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "the mean over the classes that occur; these do not: "
                                        + String.join(", ", absent)));
    }

    @Override
    public List<Exhibit> exhibits() {
        List<Curves.Line> lines = new ArrayList<>();
        for (int label : frequent()) {
            AveragePrecision curve = AveragePrecision.of(byClass.get(label), overlaps[0]);
            List<Double> recalls = new ArrayList<>();
            List<Double> precisions = new ArrayList<>();
            double[] all = curve.precisions();
            for (int i = 0; i < all.length; i++) {
                recalls.add(i / (double) (all.length - 1));
                precisions.add(all[i]);
            }
            lines.add(Curves.Line.of(classes.get(label), recalls, precisions));
        }
        return lines.isEmpty()
                ? List.of()
                : List.of(
                        Curves.of(
                                "Precision and recall of boxes",
                                "Each threshold on the score is a point. A box is right if it"
                                        + " overlaps an object of its class by at least %s."
                                                .formatted(
                                                        String.format(
                                                                Locale.ROOT, "%.2f", overlaps[0])),
                                "recall",
                                "precision",
                                false,
                                lines));
    }

    private List<Integer> frequent() {
        long[] counts = new long[classes.size()];
        List<Integer> order = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            counts[label] = byClass.get(label).stream().mapToLong(Matching::counted).sum();
            if (counts[label] > 0) {
                order.add(label);
            }
        }
        order.sort((a, b) -> Long.compare(counts[b], counts[a]));
        return order.stream().limit(CURVES).sorted().toList();
    }
}
