// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassDecision;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The area under the curve of precision and recall, as average precision: the sum of {@code (r_n -
 * r_(n-1)) p_n} over the thresholds, from the highest to the lowest. Records of equal score share
 * one threshold. Scores are kept as {@link RocAuc} keeps them.
 */
final class AveragePrecision implements MergingMetric<ClassOutcome, AveragePrecision> {

    private static final int LIMIT = 1 << 24;

    private final ScoreSample sample = new ScoreSample(LIMIT);
    private ClassDecision decision = ClassDecision.MOST_PROBABLE;

    @Override
    public void add(ClassOutcome batch) {
        sample.add(batch);
        decision = batch.decision();
    }

    @Override
    public void merge(AveragePrecision part) {
        if (part.sample.seen() > 0) {
            decision = part.decision;
        }
        sample.merge(part.sample);
    }

    @Override
    public MetricResult result() {
        List<String> classes = sample.classes();
        Map<String, Double> each = new LinkedHashMap<>();
        double sum = 0;
        int defined = 0;
        for (int label = 0; label < classes.size(); label++) {
            double area = sample.isBroken() ? Double.NaN : area(label);
            each.put(classes.get(label), area);
            if (!Double.isNaN(area)) {
                sum += area;
                defined++;
            }
        }
        boolean two = classes.size() == 2;
        double value = two ? each.get(classes.get(decision.positive())) : sum / defined;
        return MetricResult.byClass(value, each, note(value, defined));
    }

    private Optional<String> note(double value, int defined) {
        if (sample.kept() == 0) {
            return Optional.of(Notes.NO_RECORD);
        }
        if (sample.isBroken()) {
            return Optional.of("is not defined: a probability is not a number");
        }
        int size = sample.classes().size();
        if (size == 2) {
            String name = sample.classes().get(decision.positive());
            return Double.isNaN(value)
                    ? Optional.of("is not defined: no record is of '%s'".formatted(name))
                    : Optional.empty();
        }
        return defined == size
                ? Optional.empty()
                : Optional.of("leaves out %d classes without records".formatted(size - defined));
    }

    /** Returns NaN if no record is of the class. */
    private double area(int label) {
        int size = sample.kept();
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                (a, b) ->
                        Double.compare(sample.score(b, label) + 0.0, sample.score(a, label) + 0.0));
        long all = 0;
        for (int i = 0; i < size; i++) {
            all += sample.target(i) == label ? 1 : 0;
        }
        double area = 0;
        long found = 0;
        long before = 0;
        for (int i = 0; i < size; i++) {
            found += sample.target(order[i]) == label ? 1 : 0;
            boolean tied =
                    i + 1 < size
                            && sample.score(order[i], label) == sample.score(order[i + 1], label);
            if (!tied) {
                area += (double) (found - before) / all * found / (i + 1);
                before = found;
            }
        }
        return all == 0 ? Double.NaN : area;
    }
}
