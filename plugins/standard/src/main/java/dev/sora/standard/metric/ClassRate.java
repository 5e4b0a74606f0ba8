// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassDecision;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A rate of right answers about one class against all others. Of two classes it is the rate of the
 * positive one; of more, the mean over those for which it is defined.
 */
final class ClassRate implements MergingMetric<ClassOutcome, ClassRate> {

    /** A rate. */
    enum Formula {
        SENSITIVITY,
        SPECIFICITY,
        PPV,
        NPV
    }

    private record Share(long part, long whole) {

        double value() {
            return whole == 0 ? Double.NaN : (double) part / whole;
        }
    }

    private final Formula formula;
    private List<String> classes = List.of();
    private ClassDecision decision = ClassDecision.MOST_PROBABLE;
    private long[] hits = {};
    private long[] predicted = {};
    private long[] actual = {};

    ClassRate(Formula formula) {
        this.formula = formula;
    }

    @Override
    public void add(ClassOutcome batch) {
        begin(batch.classes(), batch.decision());
        for (int record = 0; record < batch.size(); record++) {
            int said = batch.predicted(record);
            int right = batch.targets()[record];
            predicted[said]++;
            actual[right]++;
            hits[said] += said == right ? 1 : 0;
        }
    }

    @Override
    public void merge(ClassRate part) {
        if (part.classes.isEmpty()) {
            return;
        }
        begin(part.classes, part.decision);
        for (int i = 0; i < hits.length; i++) {
            hits[i] += part.hits[i];
            predicted[i] += part.predicted[i];
            actual[i] += part.actual[i];
        }
    }

    private void begin(List<String> names, ClassDecision decided) {
        if (classes.isEmpty()) {
            classes = names;
            decision = decided;
            hits = new long[names.size()];
            predicted = new long[names.size()];
            actual = new long[names.size()];
        }
    }

    private Share share(int label) {
        long records = LongStream.of(actual).sum();
        long spared = records - predicted[label] - actual[label] + hits[label];
        return switch (formula) {
            case SENSITIVITY -> new Share(hits[label], actual[label]);
            case SPECIFICITY -> new Share(spared, records - actual[label]);
            case PPV -> new Share(hits[label], predicted[label]);
            case NPV -> new Share(spared, records - predicted[label]);
        };
    }

    @Override
    public MetricResult result() {
        Map<String, Double> each = new LinkedHashMap<>();
        double sum = 0;
        int defined = 0;
        for (int label = 0; label < classes.size(); label++) {
            double value = share(label).value();
            each.put(classes.get(label), value);
            if (!Double.isNaN(value)) {
                sum += value;
                defined++;
            }
        }
        double value = classes.size() == 2 ? share(decision.positive()).value() : sum / defined;
        return MetricResult.byClass(value, each, note(defined));
    }

    private Optional<String> note(int defined) {
        if (LongStream.of(actual).sum() == 0) {
            return Optional.of(Notes.NO_RECORD);
        }
        if (classes.size() != 2) {
            return defined == classes.size()
                    ? Optional.empty()
                    : Optional.of(
                            "is the mean of %d of %d classes, for which it is defined"
                                    .formatted(defined, classes.size()));
        }
        String positive = classes.get(decision.positive());
        if (share(decision.positive()).whole() == 0) {
            return Optional.of(
                    "is not defined: no record or answer is in question for '%s'"
                            .formatted(positive));
        }
        // one of the four rates is enough to state the threshold
        return decision.hasThreshold() && formula == Formula.SENSITIVITY
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "is that of '%s', which is the answer from a probability of %.4g on",
                                positive,
                                decision.threshold()))
                : Optional.empty();
    }

    @Override
    public Optional<Interval> interval() {
        if (classes.size() != 2 || share(decision.positive()).whole() == 0) {
            return Optional.empty();
        }
        Share share = share(decision.positive());
        return Optional.of(Interval.ofShare(share.part(), share.whole()));
    }
}
