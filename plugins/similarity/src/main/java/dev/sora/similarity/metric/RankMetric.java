// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The share of records for which one of the k nearest other records is of the same identity: closed
 * set identification, each record against all others. Records whose identity has no other record do
 * not count.
 */
final class RankMetric implements MergingMetric<EmbeddingOutcome, RankMetric> {

    private final int k;
    private final Gathered gathered = new Gathered();

    RankMetric(int k) {
        this.k = k;
    }

    @Override
    public void add(EmbeddingOutcome outcome) {
        gathered.add(outcome);
    }

    @Override
    public void merge(RankMetric part) {
        gathered.merge(part.gathered);
    }

    @Override
    public MetricResult result() {
        int[][] found = found();
        long records = 0;
        long hits = 0;
        for (int[] identity : found) {
            records += identity[1];
            hits += identity[0];
        }
        return records == 0
                ? MetricResult.undefined("is not defined: no identity has two records")
                : MetricResult.of((double) hits / records);
    }

    /** Resamples identities; the others that a record is compared with stay. */
    @Override
    public Optional<Interval> interval() {
        int[][] found = found();
        return Resampling.interval(
                found.length,
                found.length,
                weights -> {
                    double records = 0;
                    double hits = 0;
                    for (int i = 0; i < weights.length; i++) {
                        records += (double) weights[i] * found[i][1];
                        hits += (double) weights[i] * found[i][0];
                    }
                    return records == 0 ? Double.NaN : hits / records;
                });
    }

    /** Returns the numbers of hits and of records of each identity. */
    private int[][] found() {
        List<List<float[]>> identities = gathered.identities();
        List<float[]> all = new ArrayList<>();
        List<Integer> owner = new ArrayList<>();
        for (int i = 0; i < identities.size(); i++) {
            for (float[] vector : identities.get(i)) {
                all.add(vector);
                owner.add(i);
            }
        }
        int[][] found = new int[identities.size()][2];
        for (int i = 0; i < all.size(); i++) {
            int own = owner.get(i);
            if (identities.get(own).size() > 1) {
                found[own][1]++;
                found[own][0] += isHit(all, owner, i) ? 1 : 0;
            }
        }
        return found;
    }

    /** Of equal scores, those of other identities count as nearer. */
    private boolean isHit(List<float[]> all, List<Integer> owner, int record) {
        float best = Float.NEGATIVE_INFINITY;
        float[] scores = new float[all.size()];
        for (int i = 0; i < scores.length; i++) {
            if (i != record) {
                scores[i] = Pairs.dot(all.get(record), all.get(i));
                if (owner.get(i).equals(owner.get(record))) {
                    best = Math.max(best, scores[i]);
                }
            }
        }
        int nearer = 0;
        for (int i = 0; i < scores.length; i++) {
            if (!owner.get(i).equals(owner.get(record)) && scores[i] >= best) {
                nearer++;
            }
        }
        return nearer < k;
    }
}
