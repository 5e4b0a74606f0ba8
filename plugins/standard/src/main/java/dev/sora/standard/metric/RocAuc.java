// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The area under the ROC curve of each class against all others, and the mean over the defined ones
 * (Hanley and McNeil, 1982). The area is the probability that a record of the class has a higher
 * score for it than a record of another class; ties count half.
 *
 * <p>Records are compared by log-odds where these are known, so probabilities that round to 1 are
 * not tied. The area is exact while the scores of all records fit in 128 MiB, also after merging.
 * Beyond that it is computed from a uniform sample of the records, which is the same in every run
 * with the same partial results, and a note states this.
 */
final class RocAuc implements MergingMetric<ClassOutcome, RocAuc> {

    private static final int LIMIT = 1 << 24;

    private final ScoreSample sample;

    RocAuc() {
        this(LIMIT);
    }

    /**
     * Creates a metric.
     *
     * @param limit the maximum number of scores that are kept
     */
    RocAuc(int limit) {
        this.sample = new ScoreSample(limit);
    }

    @Override
    public void add(ClassOutcome batch) {
        sample.add(batch);
    }

    @Override
    public void merge(RocAuc part) {
        sample.merge(part.sample);
    }

    @Override
    public MetricResult result() {
        List<String> classes = sample.classes();
        Map<String, Double> each = new LinkedHashMap<>();
        long[] records = new long[classes.size()];
        for (int i = 0; i < sample.kept(); i++) {
            records[sample.target(i)]++;
        }
        List<String> undefined = new ArrayList<>();
        double sum = 0;
        for (int label = 0; label < classes.size(); label++) {
            if (!sample.isBroken() && records[label] > 0 && records[label] < sample.kept()) {
                double area = area(label);
                each.put(classes.get(label), area);
                sum += area;
            } else {
                each.put(classes.get(label), Double.NaN);
                undefined.add(classes.get(label));
            }
        }
        int defined = classes.size() - undefined.size();
        return MetricResult.byClass(sum / defined, each, note(undefined, defined, records));
    }

    private Optional<String> note(List<String> undefined, int defined, long[] records) {
        List<String> said = new ArrayList<>();
        if (sample.kept() == 0) {
            said.add(Notes.NO_RECORD);
        } else if (sample.isBroken()) {
            said.add("is not defined: a probability is not a number");
        } else if (defined == 0) {
            int only = 0;
            while (records[only] == 0) {
                only++;
            }
            said.add(
                    "is not defined: all records are of the class '%s'"
                            .formatted(sample.classes().get(only)));
        } else if (!undefined.isEmpty()) {
            said.add("leaves out %s, which no record is of".formatted(Notes.names(undefined)));
        }
        if (sample.seen() > sample.kept()) {
            said.add("is estimated from %d of %d records".formatted(sample.kept(), sample.seen()));
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
    }

    private double area(int label) {
        // integers in the order of the scores; two arrays are sorted, so that no bit is lost
        long[] inside = new long[sample.kept()];
        long[] outside = new long[sample.kept()];
        int in = 0;
        int out = 0;
        for (int i = 0; i < sample.kept(); i++) {
            long order = ordered(sample.score(i, label));
            if (sample.target(i) == label) {
                inside[in++] = order;
            } else {
                outside[out++] = order;
            }
        }
        Arrays.sort(inside, 0, in);
        Arrays.sort(outside, 0, out);
        double pairs = 0;
        int below = 0;
        int notAbove = 0;
        for (int i = 0; i < in; i++) {
            while (below < out && outside[below] < inside[i]) {
                below++;
            }
            notAbove = Math.max(notAbove, below);
            while (notAbove < out && outside[notAbove] == inside[i]) {
                notAbove++;
            }
            pairs += below + (notAbove - below) / 2.0;
        }
        return pairs / ((double) in * out);
    }

    /** Maps a score to an integer that preserves the order; both zeros are equal. */
    private static long ordered(double score) {
        long bits = Double.doubleToLongBits(score + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
}
