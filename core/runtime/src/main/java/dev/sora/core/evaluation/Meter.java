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

/** An active metric, which takes outcomes of the form that its type declares. */
public final class Meter<O extends Outcome> {

    private final Class<O> form;
    private final Metric<O> metric;

    private Meter(MetricType<O> type, Settings settings) {
        form = type.outcome();
        metric = type.create(settings);
    }

    /** Creates a metric that has seen nothing. */
    public static <O extends Outcome> Meter<O> of(MetricType<O> type, Settings settings) {
        return new Meter<>(type, settings);
    }

    /** Takes a batch into account; that the forms agree was planned. */
    public void add(Outcome outcome) {
        metric.add(form.cast(outcome));
    }

    /** Returns the value over all batches so far. */
    public MetricResult result() {
        return metric.result();
    }

    /** Returns the interval of the value, where the metric has a formula for it. */
    public Optional<Interval> interval() {
        return metric.interval();
    }

    /** Returns what the metric has to show. */
    public List<Exhibit> exhibits() {
        return metric.exhibits();
    }
}
