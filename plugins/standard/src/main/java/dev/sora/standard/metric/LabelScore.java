// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A metric of multi-label classification, computed from counts for each label. */
final class LabelScore implements MergingMetric<LabelsOutcome, LabelScore> {

    /** The formula over the counts. */
    enum Formula {
        /** The share of predicted labels that are right: {@code Σ hits / Σ said}. */
        PRECISION,
        /** The share of actual labels that are predicted: {@code Σ hits / Σ there}. */
        RECALL,
        /** {@code 2 Σ hits / (Σ said + Σ there)}. */
        F1,
        /**
         * The mean of the F1 scores of all labels; labels that neither occur nor are predicted are
         * left out.
         */
        F1_BY_LABEL,
        /** The share of records for which all labels are right. */
        EXACT,
        /** The share of wrong decisions among records times labels. */
        HAMMING
    }

    private final Formula formula;
    private List<String> labels = List.of();
    private long[] hits = {};
    private long[] said = {};
    private long[] there = {};
    private long records;
    private long exact;

    LabelScore(Formula formula) {
        this.formula = formula;
    }

    @Override
    public void add(LabelsOutcome batch) {
        if (hits.length == 0) {
            begin(batch.labels());
        }
        int width = labels.size();
        for (int start = 0; start < batch.said().length; start += width) {
            boolean allRight = true;
            for (int i = 0; i < width; i++) {
                boolean isSaid = batch.said()[start + i];
                boolean isThere = batch.targets()[start + i];
                said[i] += isSaid ? 1 : 0;
                there[i] += isThere ? 1 : 0;
                hits[i] += isSaid && isThere ? 1 : 0;
                allRight &= isSaid == isThere;
            }
            exact += allRight ? 1 : 0;
            records++;
        }
    }

    @Override
    public void merge(LabelScore part) {
        if (part.hits.length == 0) {
            return;
        }
        if (hits.length == 0) {
            begin(part.labels);
        }
        for (int i = 0; i < hits.length; i++) {
            hits[i] += part.hits[i];
            said[i] += part.said[i];
            there[i] += part.there[i];
        }
        records += part.records;
        exact += part.exact;
    }

    private void begin(List<String> names) {
        labels = names;
        hits = new long[labels.size()];
        said = new long[labels.size()];
        there = new long[labels.size()];
    }

    @Override
    public MetricResult result() {
        if (records == 0) {
            return MetricResult.undefined(Notes.NO_RECORD);
        }
        double allHits = sum(hits);
        double allSaid = sum(said);
        double allThere = sum(there);
        return switch (formula) {
            case PRECISION -> share(allHits, allSaid, allThere, "no label is predicted");
            case RECALL -> share(allHits, allThere, allSaid, "no record has a label");
            case F1 -> share(2 * allHits, allSaid + allThere, 0, "");
            case F1_BY_LABEL -> byLabel();
            case EXACT -> MetricResult.of((double) exact / records);
            case HAMMING ->
                    MetricResult.of(
                            (allSaid + allThere - 2 * allHits) / ((double) records * hits.length));
        };
    }

    private static double sum(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Returns 0 if only the divisor is 0, and NaN if neither predictions nor labels occur. */
    private static MetricResult share(double part, double whole, double other, String none) {
        if (whole > 0) {
            return MetricResult.of(part / whole);
        }
        return other > 0
                ? MetricResult.of(0, Optional.of("counts as 0: " + none))
                : MetricResult.undefined(
                        "is not defined: no record has a label and none is predicted");
    }

    private MetricResult byLabel() {
        Map<String, Double> each = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < hits.length; i++) {
            double divisor = said[i] + there[i];
            double score = divisor > 0 ? 2 * hits[i] / divisor : Double.NaN;
            each.put(labels.get(i), score);
            if (divisor > 0) {
                sum += score;
            } else {
                absent.add(labels.get(i));
            }
        }
        int defined = hits.length - absent.size();
        String note =
                defined == 0
                        ? "is not defined: no record has a label and none is predicted"
                        : "leaves out %s, which no record has and which is never predicted"
                                .formatted(Notes.names(absent));
        return MetricResult.byClass(
                sum / defined, each, absent.isEmpty() ? Optional.empty() : Optional.of(note));
    }
}
