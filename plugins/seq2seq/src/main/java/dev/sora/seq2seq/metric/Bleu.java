// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * BLEU of a corpus with one reference (Papineni et al., 2002), as sacreBLEU 2 computes it by
 * default: 1- to 4-grams of the tokens {@code 13a}, smoothed exponentially where an order has no
 * match, from 0 to 100.
 */
final class Bleu implements MergingMetric<TextOutcome, Bleu> {

    private static final int ORDER = 4;
    private static final int SAID = 2 * ORDER;
    private static final int RIGHT = SAID + 1;

    private final boolean lowerCase;

    /** For each order the n-grams that match, then for each order all, then both lengths. */
    private final Sums sums = new Sums(RIGHT + 1);

    Bleu(boolean lowerCase) {
        this.lowerCase = lowerCase;
    }

    @Override
    public void add(TextOutcome outcome) {
        for (int i = 0; i < outcome.size(); i++) {
            sums.add(counts(outcome.generated().get(i), outcome.references().get(i)));
        }
    }

    private double[] counts(String generated, String reference) {
        List<String> own = MtevalTokens.of(cased(generated));
        List<String> wanted = MtevalTokens.of(cased(reference));
        double[] counts = new double[RIGHT + 1];
        for (int n = 1; n <= ORDER; n++) {
            counts[n - 1] = Grams.common(Grams.count(own, n), Grams.count(wanted, n));
            counts[ORDER + n - 1] = Math.max(0, own.size() - n + 1);
        }
        counts[SAID] = own.size();
        counts[RIGHT] = wanted.size();
        return counts;
    }

    private String cased(String text) {
        return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    @Override
    public void merge(Bleu part) {
        sums.merge(part.sums);
    }

    @Override
    public MetricResult result() {
        if (sums.value(counts -> counts[RIGHT]) == 0) {
            return MetricResult.undefined("is not defined: the right texts have no words");
        }
        return MetricResult.of(
                sums.value(Bleu::value),
                Optional.of(
                        "sacreBLEU signature nrefs:1|case:%s|eff:no|tok:13a|smooth:exp"
                                .formatted(lowerCase ? "lc" : "mixed")));
    }

    @Override
    public Optional<Interval> interval() {
        return sums.interval(Bleu::value);
    }

    private static double value(double[] counts) {
        if (counts[0] == 0) {
            return 0;
        }
        double logs = 0;
        double smooth = 1;
        for (int n = 0; n < ORDER; n++) {
            double all = counts[ORDER + n];
            if (all == 0) {
                // no generated text has so many words: the precision of this order is 0
                return 0;
            }
            double share = counts[n] / all;
            if (counts[n] == 0) {
                smooth *= 2;
                share = 1 / (smooth * all);
            }
            logs += Math.log(share);
        }
        double said = counts[SAID];
        double right = counts[RIGHT];
        double brevity = said < right ? Math.exp(1 - right / said) : 1;
        return 100 * brevity * Math.exp(logs / ORDER);
    }
}
