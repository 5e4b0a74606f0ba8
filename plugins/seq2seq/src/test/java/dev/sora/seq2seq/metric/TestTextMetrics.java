// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.exhibit.Matrix;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics of texts against published cases and cases computed by hand. */
final class TestTextMetrics {

    private static double value(Metric<TextOutcome> metric, String said, String right) {
        return value(metric, List.of(said), List.of(right));
    }

    private static double value(Metric<TextOutcome> metric, List<String> said, List<String> right) {
        metric.add(new TextOutcome(said, right, new double[said.size()], new int[said.size()]));
        return ((MetricResult.Number) metric.result()).value();
    }

    /**
     * The first case has the counts of a test of sacreBLEU, 4, 2, 1 and 0 of 6, 5, 4 and 3: with
     * exponential smoothing the last precision is 1/6. The second is the modified precision of
     * Papineni et al. (2002): 2 of 7. The third one has its counts in a test, too: 9, 7, 5 and 3 of
     * 10, 8, 6 and 4.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "am I am a character sequence | I am a symbol string sequence a a | 23.2635",
                "the the the the the the the | the cat is on the mat | 7.8098",
                "Hello, world. It costs 1,000.50! | Hello, world. It costs 1,000.50! | 100",
                "nothing alike here at all | quite another sentence is this | 0",
                "test | a test | 0",
                "a b | a b | 0",
            })
    void bleu(String said, String right, double expected) {
        assertThat(value(new Bleu(false), said, right)).isCloseTo(expected, within(1e-3));
    }

    /** The counts 9, 7, 5 and 3 of 10, 8, 6 and 4 of two sentences give 0.8375922397. */
    @Test
    void bleuOfSeveralSentencesCountsThemTogether() {
        assertThat(
                        value(
                                new Bleu(false),
                                List.of("a b c d e", "k l m n x"),
                                List.of("a b c d e", "k l m n o")))
                .isCloseTo(83.75922397, within(1e-6));
    }

    /** An empty text is counted (sacrebleu issues 132 and 239): it has no n-grams, and is short. */
    @Test
    void emptyTextsCount() {
        List<String> right = List.of("a b c d e", "k l m n o");
        assertThat(value(new Bleu(false), List.of("a b c d e", ""), right))
                .isCloseTo(100 * Math.exp(-1), within(1e-9));
        assertThat(value(new ChrF(), List.of("abcdef", ""), List.of("abcdef", "abcdef")))
                .isCloseTo(100 * 5 * 0.5 / (4 + 0.5), within(1e-9));
    }

    @Test
    void bleuComparesCaseUnlessToldOtherwise() {
        assertThat(value(new Bleu(false), "THE CAT SAT DOWN", "the cat sat down")).isZero();
        assertThat(value(new Bleu(true), "THE CAT SAT DOWN", "the cat sat down"))
                .isCloseTo(100, within(1e-9));
    }

    /** What the script mteval-v13a separates, and what it keeps together. */
    @Test
    void tokensAreThoseOfMteval() {
        assertThat(MtevalTokens.of("He said: \"It's 5-6, or 1,000.5?\" (maybe) a-b &amp; c/d."))
                .containsExactly(
                        "He", "said", ":", "\"", "It's", "5", "-", "6", ",", "or", "1,000.5", "?",
                        "\"", "(", "maybe", ")", "a-b", "&", "c", "/", "d", ".");
    }

    /**
     * Published in the tests of sacreBLEU, where all orders have the weight of the effective one.
     */
    @ParameterizedTest
    @CsvSource({
        "a, a, 100",
        "'', reference, 0",
        "a b c, a b c, 100",
        "a b c, abc, 100",
        "'', c, 0",
        "aa, ab, 25",
        "abcdefg, hijklmnop, 0",
    })
    void chrF(String said, String right, double expected) {
        assertThat(value(new ChrF(), said, right)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void chrFOfSeveralTextsCountsThemTogether() {
        assertThat(value(new ChrF(), List.of("a", "b"), List.of("a", "c")))
                .isCloseTo(50, within(1e-4));
    }

    /** The example of Lin (2004), section 3.1. */
    @ParameterizedTest
    @CsvSource({
        "police kill the gunman, police killed the gunman, 0.75",
        "the gunman kill police, police killed the gunman, 0.5",
        "'The, gunman!', the gunman, 1",
        "'', x, 0",
    })
    void rougeL(String said, String right, double expected) {
        assertThat(value(new RougeL(), said, right)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void distinctCountsNGramsOfAllTexts() {
        List<String> said = List.of("I do not know", "I do not see");
        assertThat(value(new Distinct(1), said, said)).isCloseTo(5 / 8.0, within(1e-9));
        assertThat(value(new Distinct(2), said, said)).isCloseTo(4 / 6.0, within(1e-9));
    }

    @Test
    void perplexityWeighsSymbolsAlike() {
        Perplexity metric = new Perplexity();
        metric.add(
                new TextOutcome(
                        List.of("", ""),
                        List.of("a", "b c d"),
                        new double[] {Math.log(0.5), 3 * Math.log(0.25)},
                        new int[] {1, 3}));
        assertThat(((MetricResult.Number) metric.result()).value())
                .isCloseTo(Math.pow(2, 7 / 4.0), within(1e-9));
    }

    /** The attention of the first records only, whatever the sizes of the batches. */
    @Test
    void attentionIsThatOfTheFirstRecords() {
        TextOutcome two = outcome(2, 2);
        TextOutcome some = outcome(3, 1);

        assertThat(drawn(two.joined(List.of(two)))).containsExactly("0", "1", "0", "1");
        assertThat(drawn(two.joined(List.of(some, two)))).containsExactly("0", "1", "0");
        assertThat(drawn(outcome(9, 9))).hasSize(TextOutcome.ATTENTIONS);
        assertThat(drawn(two.chosen(new int[] {1}))).isEmpty();
        assertThat(outcome(1, 1).exhibits(9).get(2).title()).isEqualTo("Attention of record 1");
    }

    private static TextOutcome outcome(int records, int attention) {
        List<String> texts = Collections.nCopies(records, "a");
        return new TextOutcome(
                texts,
                texts,
                new double[records],
                new int[records],
                IntStream.range(0, attention)
                        .mapToObj(
                                i ->
                                        new TextAttention(
                                                List.of(String.valueOf(i)),
                                                List.of("x"),
                                                new float[][] {{1}}))
                        .toList());
    }

    private static List<String> drawn(TextOutcome outcome) {
        return outcome.exhibits(99).stream()
                .filter(Matrix.class::isInstance)
                .map(exhibit -> ((Matrix) exhibit).columns().get(0))
                .toList();
    }
}
