// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import dev.sora.exhibit.Curves;
import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Table;
import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A value of the rates of acceptance over all pairs of records. */
final class Verification implements MergingMetric<EmbeddingOutcome, Verification> {

    private static final double[] SHOWN = {0.1, 0.01, 0.001};

    private final double far;
    private final ToDoubleFunction<Rates> value;
    private final Gathered gathered = new Gathered();

    /**
     * Creates a metric without records.
     *
     * @param far the false acceptance rate that it needs pairs for; 0 for none
     */
    Verification(double far, ToDoubleFunction<Rates> value) {
        this.far = far;
        this.value = value;
    }

    @Override
    public void add(EmbeddingOutcome outcome) {
        gathered.add(outcome);
    }

    @Override
    public void merge(Verification part) {
        gathered.merge(part.gathered);
    }

    @Override
    public MetricResult result() {
        Pairs pairs = Pairs.of(gathered.identities());
        if (!pairs.lacking().isEmpty()) {
            return MetricResult.undefined(pairs.lacking());
        }
        return MetricResult.of(value.applyAsDouble(whole(pairs)), note(pairs));
    }

    private Optional<String> note(Pairs pairs) {
        List<String> notes = new ArrayList<>();
        if (gathered.kept() < gathered.records()) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "compares %,d of %,d records: all of %,d identities",
                            gathered.kept(),
                            gathered.records(),
                            pairs.identities));
        }
        if (far > 0 && far < 1 && far * pairs.impostor.size() < 1) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "accepts no pair of two identities: of %,d pairs, a share of %s is"
                                    + " less than one",
                            pairs.impostor.size(),
                            far));
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    @Override
    public Optional<Interval> interval() {
        Pairs pairs = Pairs.of(gathered.identities());
        return Resampling.interval(
                pairs.identities,
                (long) pairs.genuine.size() + pairs.impostor.size(),
                weights -> value.applyAsDouble(new Rates(pairs, weights)));
    }

    @Override
    public List<Exhibit> exhibits() {
        Pairs pairs = Pairs.of(gathered.identities());
        if (!pairs.lacking().isEmpty()) {
            return List.of();
        }
        Rates rates = whole(pairs);
        List<Table.Row> rows = new ArrayList<>();
        for (double bound : SHOWN) {
            Rates.Point point = rates.at(bound);
            rows.add(Table.Row.of("FAR " + bound, point.threshold(), point.tar(), 1 - point.tar()));
        }
        return List.of(
                roc(rates),
                Table.of(
                        "Thresholds of verification",
                        "false acceptance rate at most",
                        List.of(
                                Table.Column.of("threshold"),
                                Table.Column.ofShares("true acceptance rate"),
                                Table.Column.ofShares("false rejection rate")),
                        rows));
    }

    /** Returns the curve at a few hundred rates, most of them small. */
    private static Curves roc(Rates rates) {
        List<Double> far = new ArrayList<>();
        List<Double> tar = new ArrayList<>();
        for (int i = 0; i <= 200; i++) {
            Rates.Point point = rates.at(Math.pow(i / 200.0, 3));
            if (far.isEmpty() || !far.get(far.size() - 1).equals(point.far())) {
                far.add(point.far());
                tar.add(point.tar());
            }
        }
        return Curves.of(
                "ROC curve of verification",
                "Of pairs of records: the share of pairs of one identity that are accepted against"
                        + " the share of pairs of two identities that are accepted.",
                "false acceptance rate",
                "true acceptance rate",
                false,
                List.of(Curves.Line.of("pairs", far, tar)));
    }

    private static Rates whole(Pairs pairs) {
        int[] weights = new int[pairs.identities];
        Arrays.fill(weights, 1);
        return new Rates(pairs, weights);
    }
}
