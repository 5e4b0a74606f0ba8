// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts entities and tags. */
final class EntityCounts implements MergingMetric<TagOutcome, EntityCounts> {

    /** What the counts are reported as. */
    enum Value {
        F1,
        PRECISION,
        RECALL,
        ACCURACY
    }

    private final Value value;
    private long found;
    private long predicted;
    private long right;
    private long tokens;
    private long tags;

    EntityCounts(Value value) {
        this.value = value;
    }

    @Override
    public void add(TagOutcome outcome) {
        for (int record = 0; record < outcome.size(); record++) {
            List<String> answer = outcome.predicted().get(record);
            List<String> truth = outcome.right().get(record);
            Set<Bio.Span> spans = new HashSet<>(Bio.spans(truth));
            right += spans.size();
            for (Bio.Span span : Bio.spans(answer)) {
                predicted++;
                found += spans.contains(span) ? 1 : 0;
            }
            for (int i = 0; i < truth.size(); i++) {
                tokens++;
                tags += truth.get(i).equals(answer.get(i)) ? 1 : 0;
            }
        }
    }

    @Override
    public void merge(EntityCounts part) {
        found += part.found;
        predicted += part.predicted;
        right += part.right;
        tokens += part.tokens;
        tags += part.tags;
    }

    @Override
    public MetricResult result() {
        return switch (value) {
            case ACCURACY ->
                    tokens == 0
                            ? MetricResult.undefined("is not defined: there are no tokens")
                            : MetricResult.of((double) tags / tokens);
            case PRECISION ->
                    right == 0 && predicted == 0
                            ? none()
                            : MetricResult.of(predicted == 0 ? 0 : (double) found / predicted);
            case RECALL -> right == 0 ? none() : MetricResult.of((double) found / right);
            case F1 ->
                    right + predicted == 0
                            ? none()
                            : MetricResult.of(2.0 * found / (right + predicted));
        };
    }

    private static MetricResult none() {
        return MetricResult.undefined("is not defined: the records have no entities");
    }
}
