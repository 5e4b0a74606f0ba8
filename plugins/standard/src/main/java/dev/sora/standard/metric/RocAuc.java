// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The area under the receiver operating characteristic of each class against all others, and the
 * mean of those that are defined (Hanley and McNeil, 1982): the chance that a record of the class
 * scores higher for it than one of another class, ties counting half.
 *
 * <p>It is exact as long as the probabilities of all records fit 64 MiB; beyond that it is taken
 * from a uniform sample of the records (Vitter, 1985), the same one in every run.
 */
final class RocAuc implements Metric {

    private static final int LIMIT = 1 << 24;

    private final int limit;
    private final SplittableRandom random = new SplittableRandom(1);
    private List<String> classes = List.of();
    private float[] probabilities = {};
    private int[] targets = {};
    private int kept;
    private long seen;
    private boolean broken;

    RocAuc() {
        this(LIMIT);
    }

    /** Creates one that keeps at most so many probabilities. */
    RocAuc(int limit) {
        this.limit = limit;
    }

    @Override
    public void add(Outcome outcome) {
        ClassOutcome batch = (ClassOutcome) outcome;
        classes = batch.classes();
        int most = Math.max(2, limit / classes.size());
        for (int record = 0; record < batch.size(); record++) {
            seen++;
            long place = seen <= most ? kept++ : random.nextLong(seen);
            if (place < most) {
                keep(batch, record, (int) place, most);
            }
        }
    }

    private void keep(ClassOutcome batch, int record, int place, int most) {
        int width = classes.size();
        if (place >= targets.length) {
            int length = (int) Math.min(most, Math.max(1024, 2L * targets.length));
            targets = Arrays.copyOf(targets, length);
            probabilities = Arrays.copyOf(probabilities, length * width);
        }
        targets[place] = batch.targets()[record];
        for (int label = 0; label < width; label++) {
            float probability = batch.probability(record, label);
            broken |= Float.isNaN(probability);
            probabilities[place * width + label] = probability;
        }
    }

    @Override
    public MetricResult result() {
        Map<String, Double> each = new LinkedHashMap<>();
        double sum = 0;
        int defined = 0;
        for (int label = 0; label < classes.size(); label++) {
            double area = broken ? Double.NaN : area(label);
            each.put(classes.get(label), area);
            if (!Double.isNaN(area)) {
                sum += area;
                defined++;
            }
        }
        return new MetricResult.ByClass(sum / defined, each);
    }

    private double area(int label) {
        // the bits of floats that are not negative order as they do; the lowest bit tells the class
        long[] scores = new long[kept];
        for (int i = 0; i < kept; i++) {
            long bits = Float.floatToIntBits(probabilities[i * classes.size() + label]);
            scores[i] = bits << 1 | (targets[i] == label ? 1 : 0);
        }
        Arrays.sort(scores);
        double inside = 0;
        double outside = 0;
        double pairs = 0;
        int at = 0;
        while (at < kept) {
            long score = scores[at] >> 1;
            long tiedInside = 0;
            long tiedOutside = 0;
            while (at < kept && scores[at] >> 1 == score) {
                if ((scores[at] & 1) == 1) {
                    tiedInside++;
                } else {
                    tiedOutside++;
                }
                at++;
            }
            pairs += tiedInside * (outside + tiedOutside / 2.0);
            inside += tiedInside;
            outside += tiedOutside;
        }
        return pairs / (inside * outside);
    }
}
