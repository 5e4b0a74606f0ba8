// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.setting.Settings;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Outcomes;
import dev.sora.testkit.trial.TriedMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract of metrics: the rules of the SPI as tests.
 *
 * <p>A metric of {@link dev.sora.metric.ClassOutcome}, {@link dev.sora.metric.NumberOutcome} or
 * {@link dev.sora.metric.RankingOutcome} is tested on drawn outcomes, including ties. For another
 * form, add outcomes with {@link #on}.
 */
public final class MetricContract extends TypeContract<MetricType<?>, MetricContract> {

    private final List<List<Outcome>> cases = new ArrayList<>();
    private final Map<Outcome, Double> expected = new LinkedHashMap<>();
    private double least = Double.NEGATIVE_INFINITY;
    private double most = Double.POSITIVE_INFINITY;
    private double tolerance = 1e-9;

    MetricContract(MetricType<?> type) {
        super(type);
    }

    /**
     * Adds a case: an outcome as a whole, and the same records as consecutive batches.
     *
     * @param parts the batches; none if the kit can divide outcomes of this form
     */
    public MetricContract on(Outcome whole, Outcome... parts) {
        List<Outcome> all = new ArrayList<>(List.of(whole));
        all.addAll(parts.length == 0 ? Outcomes.divide(whole) : List.of(parts));
        cases.add(all);
        return this;
    }

    /** Declares the expected value of an outcome; NaN if it is undefined. */
    public MetricContract expects(Outcome outcome, double value) {
        expected.put(outcome, value);
        return this;
    }

    /** Declares the bounds of every value that is defined (not NaN). */
    public MetricContract range(double low, double high) {
        least = low;
        most = high;
        return this;
    }

    /**
     * Sets the relative tolerance between batches and the whole; 1e-9 by default. A metric that
     * keeps only a sketch needs more.
     */
    public MetricContract streamingTolerance(double share) {
        tolerance = share;
        return this;
    }

    @Override
    void collect(Checks checks) {
        List<List<Outcome>> all = new ArrayList<>(cases);
        Outcomes.drawn(type().outcome()).forEach(drawn -> all.add(withParts(drawn)));
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    "say on what '%s' is to be tried: on(whole, parts…), as the kit cannot draw a %s"
                            .formatted(name(), type().outcome().getSimpleName()));
        }
        SettingChecks.add(checks, this, settings -> all.forEach(c -> value(settings, c.get(0))));
        for (Variant variant : variants()) {
            String where = name() + variant;
            Settings settings = variant.settings();
            checks.add(Clause.STREAMING, where, () -> all.forEach(c -> streaming(settings, c)));
            if (TriedMetric.of(type(), settings).merges()) {
                checks.add(Clause.MERGING, where, () -> all.forEach(c -> merging(settings, c)));
            }
            checks.add(Clause.CORNERS, where, () -> corners(settings, all));
            checks.add(Clause.VALUE, where, () -> values(settings, all));
        }
    }

    private static List<Outcome> withParts(Outcome whole) {
        List<Outcome> all = new ArrayList<>(List.of(whole));
        all.addAll(Outcomes.divide(whole));
        return all;
    }

    private MetricResult result(Settings settings, List<Outcome> batches) {
        Metric<Outcome> metric = TriedMetric.of(type(), settings);
        batches.forEach(metric::add);
        MetricResult result = metric.result();
        if (result == null) {
            throw new Breach("a result", "null", "return NaN where nothing is defined");
        }
        if (!Outcomes.same(result, metric.result(), 0)) {
            throw new Breach(
                    "the same result when it is asked for again",
                    "%s, and then %s".formatted(result, metric.result()),
                    "let result() change nothing: it is asked for while more is to come");
        }
        return result;
    }

    private double value(Settings settings, Outcome outcome) {
        return number(result(settings, List.of(outcome)));
    }

    private double number(MetricResult result) {
        if (result instanceof MetricResult.Number number && type().hasValue()) {
            return number.value();
        }
        if (result instanceof MetricResult.ByClass byClass && type().hasValue()) {
            return byClass.value();
        }
        if (result instanceof MetricResult.Table && !type().hasValue()) {
            return Double.NaN;
        }
        throw new Breach(
                type().hasValue() ? "one value, as hasValue() says" : "a table, as hasValue() says",
                result.getClass().getSimpleName(),
                "let hasValue() say whether results have one value");
    }

    private void streaming(Settings settings, List<Outcome> outcomes) {
        MetricResult whole = result(settings, outcomes.subList(0, 1));
        MetricResult parts = result(settings, outcomes.subList(1, outcomes.size()));
        if (!Outcomes.same(whole, parts, tolerance)) {
            throw new Breach(
                    "of %d batches what it returns for all %d records at once: %s"
                            .formatted(outcomes.size() - 1, outcomes.get(0).size(), whole),
                    parts.toString(),
                    "keep sums and counts, and divide in result(): the mean of the batches' means is"
                            + " not the mean, as the last batch is smaller");
        }
        Metric<Outcome> first = TriedMetric.of(type(), settings);
        Metric<Outcome> second = TriedMetric.of(type(), settings);
        first.add(outcomes.get(0));
        outcomes.subList(1, outcomes.size()).forEach(second::add);
        if (!Outcomes.same(whole, first.result(), tolerance)) {
            throw new Breach(
                    "metrics that know nothing of each other",
                    "one shows what another was given",
                    "keep what is counted in the metric, not in the type, which all share");
        }
    }

    /** Checks that merged parts, in two groupings, give the result of the whole. */
    private void merging(Settings settings, List<Outcome> outcomes) {
        MetricResult whole = result(settings, outcomes.subList(0, 1));
        List<Outcome> parts = outcomes.subList(1, outcomes.size());
        int middle = parts.size() / 2;
        TriedMetric<?> front = merged(settings, parts.subList(0, middle));
        front.merge(merged(settings, parts.subList(middle, parts.size())));
        for (TriedMetric<?> all : List.of(merged(settings, parts), front)) {
            if (!Outcomes.same(whole, all.result(), tolerance)) {
                throw new Breach(
                        "of %d parts that are merged what it returns for all %d records at once: %s"
                                .formatted(parts.size(), outcomes.get(0).size(), whole),
                        all.result().toString(),
                        "merge sums and counts; a mean of means is not the mean");
            }
        }
    }

    /**
     * Evaluates each part separately and merges the results one after the other, and at the end a
     * metric without records.
     */
    private TriedMetric<?> merged(Settings settings, List<Outcome> parts) {
        TriedMetric<?> all = TriedMetric.of(type(), settings);
        for (Outcome part : parts) {
            TriedMetric<?> one = TriedMetric.of(type(), settings);
            one.add(part);
            all.merge(one);
        }
        all.merge(TriedMetric.of(type(), settings));
        return all;
    }

    private void corners(Settings settings, List<List<Outcome>> all) {
        check("no records", number(result(settings, List.of())));
        for (List<Outcome> outcomes : all) {
            check(Outcomes.describe(outcomes.get(0)), value(settings, outcomes.get(0)));
            for (Outcome one : Outcomes.single(outcomes.get(0))) {
                check(Outcomes.describe(one), value(settings, one));
            }
        }
        for (Outcome tie : Outcomes.ties(type().outcome())) {
            check(Outcomes.describe(tie) + ", all alike", value(settings, tie));
        }
    }

    private void check(String what, double value) {
        if (value < least || value > most || Double.isInfinite(value)) {
            throw new Breach(
                    "of %s a value from %s to %s, or NaN where it is not defined"
                            .formatted(what, least, most),
                    Double.toString(value),
                    "look at divisions by zero, and at counts that are zero");
        }
    }

    private void values(Settings settings, List<List<Outcome>> all) {
        all.forEach(outcomes -> check("records", value(settings, outcomes.get(0))));
        expected.forEach(
                (outcome, wanted) -> {
                    double found = value(settings, outcome);
                    boolean same =
                            Double.isNaN(wanted)
                                    ? Double.isNaN(found)
                                    : Math.abs(found - wanted)
                                            <= 1e-6 * Math.max(1, Math.abs(wanted));
                    if (!same) {
                        throw new Breach(
                                "%s, worked out by hand, of %s"
                                        .formatted(wanted, Outcomes.describe(outcome)),
                                Double.toString(found),
                                "correct whichever of the two is wrong");
                    }
                });
    }
}
