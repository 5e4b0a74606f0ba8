// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.exhibit.Exhibit;
import dev.sora.metric.Interval;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Optional;

/** A metric in use, which receives outcomes of the form that its type declares. */
public final class Meter<O extends Outcome> {

    private final Class<O> form;
    private final Metric<O> metric;

    private Meter(MetricType<O> type, Settings settings) {
        form = type.outcome();
        metric = type.create(settings);
    }

    /** Creates a metric without outcomes. */
    public static <O extends Outcome> Meter<O> of(MetricType<O> type, Settings settings) {
        return new Meter<>(type, settings);
    }

    /** Adds a batch. The planner has checked that the form of the outcome matches. */
    public void add(Outcome outcome) {
        metric.add(form.cast(outcome));
    }

    /** Returns the value over all batches so far. */
    public MetricResult result() {
        return metric.result();
    }

    /** Returns the confidence interval of the value, if the metric has a formula for it. */
    public Optional<Interval> interval() {
        return metric.interval();
    }

    /** Returns the exhibits of the metric. */
    public List<Exhibit> exhibits() {
        return metric.exhibits();
    }
}
