// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.metric.Interval;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ROUGE-L (Lin, 2004): the mean over records of the F1 of the longest common subsequence of words.
 * Words are runs of letters and digits in lower case, without stemming.
 */
final class RougeL implements MergingMetric<TextOutcome, RougeL> {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Sums sums = new Sums(2);

    @Override
    public void add(TextOutcome outcome) {
        for (int i = 0; i < outcome.size(); i++) {
            sums.add(f1(words(outcome.generated().get(i)), words(outcome.references().get(i))), 1);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(BETWEEN.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static double f1(List<String> said, List<String> right) {
        int common = common(said, right);
        if (common == 0) {
            return 0;
        }
        double precision = (double) common / said.size();
        double recall = (double) common / right.size();
        return 2 * precision * recall / (precision + recall);
    }

    private static int common(List<String> some, List<String> others) {
        int[] row = new int[others.size() + 1];
        for (String word : some) {
            int diagonal = 0;
            for (int j = 1; j <= others.size(); j++) {
                int above = row[j];
                row[j] =
                        word.equals(others.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[others.size()];
    }

    @Override
    public void merge(RougeL part) {
        sums.merge(part.sums);
    }

    @Override
    public MetricResult result() {
        return sums.size() == 0
                ? MetricResult.undefined("is not defined: there are no records")
                : MetricResult.of(sums.value(RougeL::mean));
    }

    @Override
    public Optional<Interval> interval() {
        return sums.interval(RougeL::mean);
    }

    private static double mean(double[] counts) {
        return counts[0] / counts[1];
    }
}
