// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import dev.sora.exhibit.Exhibit;
import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Optional;

/** A metric of any form, for tests that pass outcomes of the right form. */
public final class TriedMetric<O extends Outcome> implements Metric<Outcome> {

    private final Class<O> form;
    private final Metric<O> metric;

    private TriedMetric(MetricType<O> type, Settings settings) {
        form = type.outcome();
        metric = type.create(settings);
    }

    public static <O extends Outcome> TriedMetric<O> of(MetricType<O> type, Settings settings) {
        return new TriedMetric<>(type, settings);
    }

    @Override
    public void add(Outcome outcome) {
        metric.add(form.cast(outcome));
    }

    @Override
    public MetricResult result() {
        return metric.result();
    }

    @Override
    public Optional<Interval> interval() {
        return metric.interval();
    }

    @Override
    public List<Exhibit> exhibits() {
        return metric.exhibits();
    }

    public boolean merges() {
        return metric instanceof MergingMetric;
    }

    /** Merges another metric of the same type. */
    public void merge(TriedMetric<?> part) {
        merge((MergingMetric<?, ?>) metric, part.metric);
    }

    @SuppressWarnings("unchecked") // a merging metric merges with its own type
    private static <M extends MergingMetric<?, M>> void merge(
            MergingMetric<?, M> into, Metric<?> part) {
        into.merge((M) part);
    }
}
