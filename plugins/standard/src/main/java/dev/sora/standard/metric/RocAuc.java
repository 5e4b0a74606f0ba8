// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The area under the receiver operating characteristic of each class against all others, and the
 * mean of those that are defined (Hanley and McNeil, 1982): the chance that a record of the class
 * scores higher for it than one of another class, ties counting half.
 *
 * <p>Records are compared by their log-odds where those are known: probabilities that round to 1
 * are no tie. The area is exact as long as the scores of all records fit 128 MiB; beyond that it is
 * taken from a uniform sample of the records (Vitter, 1985), the same one in every run, and says
 * so.
 */
final class RocAuc implements Metric<ClassOutcome> {

    private static final int LIMIT = 1 << 24;

    private final int limit;
    private final SplittableRandom random = new SplittableRandom(1);
    private List<String> classes = List.of();
    private int columns;
    private double[] scores = {};
    private int[] targets = {};
    private int kept;
    private long seen;
    private boolean broken;

    RocAuc() {
        this(LIMIT);
    }

    /** Creates one that keeps at most so many scores. */
    RocAuc(int limit) {
        this.limit = limit;
    }

    @Override
    public void add(ClassOutcome batch) {
        if (batch.size() == 0) {
            return;
        }
        if (columns == 0) {
            classes = batch.classes();
            // of two classes the log-odds of one are those of the other with another sign
            columns = classes.size() == 2 && batch.logOdds().length > 0 ? 1 : classes.size();
        }
        int most = Math.max(2, limit / columns);
        for (int record = 0; record < batch.size(); record++) {
            seen++;
            long place = seen <= most ? kept++ : random.nextLong(seen);
            if (place < most) {
                keep(batch, record, (int) place, most);
            }
        }
    }

    private void keep(ClassOutcome batch, int record, int place, int most) {
        if (place >= targets.length) {
            int length = (int) Math.min(most, Math.max(1024, 2L * targets.length));
            targets = Arrays.copyOf(targets, length);
            scores = Arrays.copyOf(scores, length * columns);
        }
        targets[place] = batch.targets()[record];
        for (int column = 0; column < columns; column++) {
            double score = batch.score(record, classes.size() - columns + column);
            broken |= Double.isNaN(score);
            scores[place * columns + column] = score;
        }
    }

    @Override
    public MetricResult result() {
        Map<String, Double> each = new LinkedHashMap<>();
        long[] records = new long[classes.size()];
        for (int i = 0; i < kept; i++) {
            records[targets[i]]++;
        }
        List<String> undefined = new ArrayList<>();
        double sum = 0;
        for (int label = 0; label < classes.size(); label++) {
            if (!broken && records[label] > 0 && records[label] < kept) {
                double area = area(columns == 1 ? 1 : label);
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
        if (kept == 0) {
            said.add(Notes.NO_RECORD);
        } else if (broken) {
            said.add("is not defined: a probability is not a number");
        } else if (defined == 0) {
            int only = 0;
            while (records[only] == 0) {
                only++;
            }
            said.add(
                    "is not defined: all records are of the class '%s'"
                            .formatted(classes.get(only)));
        } else if (!undefined.isEmpty()) {
            said.add("leaves out %s, which no record is of".formatted(Notes.names(undefined)));
        }
        if (seen > kept) {
            said.add("is estimated from %d of %d records".formatted(kept, seen));
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
    }

    private double area(int label) {
        int column = label - (classes.size() - columns);
        // whole numbers that order as the scores do; sorted apart, so that no bit of them is lost
        long[] inside = new long[kept];
        long[] outside = new long[kept];
        int in = 0;
        int out = 0;
        for (int i = 0; i < kept; i++) {
            long order = ordered(scores[i * columns + column]);
            if (targets[i] == label) {
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

    /** Maps a score to a whole number, the higher the score the higher; both zeros to one. */
    private static long ordered(double score) {
        long bits = Double.doubleToLongBits(score + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
}
