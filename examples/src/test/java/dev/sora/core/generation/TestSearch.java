// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.sora.generation.Generation;
import dev.sora.generation.NextSymbols;
import dev.sora.generation.Search;
import dev.sora.particle.PassRandom;
import dev.sora.testkit.trial.TestEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches and draws over scores of which everything is known. */
final class TestSearch {

    private static final int LONGEST = 4;

    private static Generation generation(Search search) {
        return new Generation(1, 1, 2, Set.of(0, 1), LONGEST, search);
    }

    private static List<List<Sequence>> beams(Search search, Integer... records) {
        try (NDManager manager = TestEngine.newManager()) {
            return new BeamSearch(generation(search), Optional.empty())
                    .run(new HashedScores(manager, records), records.length);
        }
    }

    private static List<List<Sequence>> oneByOne(Search search, long seed, Integer... records) {
        try (NDManager manager = TestEngine.newManager()) {
            return new OneByOne(
                            generation(search),
                            Optional.empty(),
                            keys(seed, records),
                            SymbolListener.NONE)
                    .run(new HashedScores(manager, records), records.length);
        }
    }

    private static long[] keys(long seed, Integer... records) {
        return java.util.Arrays.stream(records)
                .mapToLong(record -> PassRandom.mix(seed, record))
                .toArray();
    }

    private static Integer[] records(int count) {
        Integer[] records = new Integer[count];
        java.util.Arrays.setAll(records, i -> i);
        return records;
    }

    @Test
    void aBeamOfOneIsTheGreedyChoice() {
        Integer[] records = records(40);
        List<List<Sequence>> greedy = oneByOne(Search.greedy(), 0, records);
        List<List<Sequence>> beam = beams(Search.beam(1, 0), records);
        for (int i = 0; i < records.length; i++) {
            assertThat(beam.get(i).get(0).symbols()).isEqualTo(greedy.get(i).get(0).symbols());
            assertThat(beam.get(i).get(0).score())
                    .isCloseTo(greedy.get(i).get(0).score(), within(1e-5));
            assertThat(beam.get(i).get(0).ended()).isEqualTo(greedy.get(i).get(0).ended());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void recordsDoNotDependOnEachOther(int beams) {
        Integer[] records = records(20);
        List<List<Sequence>> together = beams(Search.beam(beams, 1), records);
        for (int i = 0; i < records.length; i++) {
            Sequence alone = beams(Search.beam(beams, 1), i).get(0).get(0);
            assertThat(together.get(i).get(0).symbols()).isEqualTo(alone.symbols());
            assertThat(together.get(i).get(0).score()).isCloseTo(alone.score(), within(1e-5));
        }
    }

    /** All complete sequences with their scores, without a penalty. */
    private static void all(int record, int[] symbols, double sum, List<Sequence> into) {
        int[] begun = new int[symbols.length + 1];
        begun[0] = 1;
        System.arraycopy(symbols, 0, begun, 1, symbols.length);
        float[] logits = HashedScores.logits(record, begun);
        into.add(new Sequence(symbols, sum + logProbability(logits, 2), true));
        for (int next = 3; next < HashedScores.SYMBOLS && symbols.length < LONGEST; next++) {
            all(record, Sequence.with(symbols, next), sum + logProbability(logits, next), into);
        }
    }

    private static double logProbability(float[] logits, int symbol) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[symbol] - Math.log(sum);
    }

    /** With as many beams as there are sequences nothing is lost. */
    @Test
    void manyBeamsFindTheBestOfAllSequences() {
        Integer[] records = records(10);
        List<List<Sequence>> found = beams(Search.beam(81, 0).withBest(3), records);
        for (int record : records) {
            List<Sequence> all = new ArrayList<>();
            all(record, new int[0], 0, all);
            all.sort(Sequence.BEST_FIRST);
            assertThat(found.get(record)).hasSize(3);
            for (int rank = 0; rank < 3; rank++) {
                assertThat(found.get(record).get(rank).symbols())
                        .isEqualTo(all.get(rank).symbols());
                assertThat(found.get(record).get(rank).score())
                        .isCloseTo(all.get(rank).score(), within(1e-4));
            }
        }
    }

    /** Each symbol is greater than the one before it, and a text has one at least. */
    private static final NextSymbols ASCENDING =
            symbols -> {
                int last = symbols.length == 0 ? 2 : symbols[symbols.length - 1];
                return IntStream.concat(
                                IntStream.range(last + 1, HashedScores.SYMBOLS),
                                symbols.length == 0 ? IntStream.empty() : IntStream.of(2))
                        .toArray();
            };

    private static boolean isAscending(Sequence sequence) {
        int[] symbols = sequence.symbols();
        return symbols.length > 0
                && IntStream.range(1, symbols.length).allMatch(i -> symbols[i] > symbols[i - 1]);
    }

    @Test
    void allSearchesKeepToTheSymbolsThatMayFollow() {
        Integer[] records = records(20);
        try (NDManager manager = TestEngine.newManager()) {
            List<List<Sequence>> beam =
                    new BeamSearch(generation(Search.beam(81, 0)), Optional.of(ASCENDING))
                            .run(new HashedScores(manager, records), records.length);
            for (int record : records) {
                List<Sequence> all = new ArrayList<>();
                all(record, new int[0], 0, all);
                Sequence best =
                        all.stream()
                                .filter(TestSearch::isAscending)
                                .min(Sequence.BEST_FIRST)
                                .orElseThrow();
                assertThat(beam.get(record).get(0).symbols()).isEqualTo(best.symbols());
                assertThat(beam.get(record).get(0).score()).isCloseTo(best.score(), within(1e-4));
            }
            for (Search search : List.of(Search.greedy(), Search.drawn(3, 0, 1))) {
                assertThat(
                                new OneByOne(
                                                generation(search),
                                                Optional.of(ASCENDING),
                                                keys(1, records),
                                                SymbolListener.NONE)
                                        .run(new HashedScores(manager, records), records.length))
                        .allSatisfy(own -> assertThat(isAscending(own.get(0))).isTrue());
            }
            assertThat(
                            new BeamSearch(generation(Search.beam(3, 1)), Optional.of(ASCENDING))
                                    .run(new HashedScores(manager, records), records.length))
                    .as("beams that have fewer continuations than their number")
                    .allSatisfy(own -> assertThat(isAscending(own.get(0))).isTrue());
        }
    }

    /** The penalty of Wu et al. (2016) favours long sequences. */
    @Test
    void aLengthPenaltyGivesLongerSequences() {
        Integer[] records = records(60);
        assertThat(length(beams(Search.beam(4, 3), records)))
                .isGreaterThan(length(beams(Search.beam(4, 0), records)));
        assertThat(Sequence.penalty(7, 1)).isCloseTo(2, within(1e-12));
    }

    private static int length(List<List<Sequence>> sequences) {
        return sequences.stream().mapToInt(own -> own.get(0).symbols().length).sum();
    }

    @Test
    void neverGeneratesWhatIsExcluded() {
        for (List<Sequence> own : oneByOne(Search.drawn(5, 0, 1), 3, records(50))) {
            for (int symbol : own.get(0).symbols()) {
                assertThat(symbol).isGreaterThan(2);
            }
        }
    }

    @Test
    void drawsTheSameForASeedAndOthersForAnother() {
        Integer[] records = records(30);
        String once = symbols(oneByOne(Search.drawn(1, 0, 1), 7, records));
        assertThat(symbols(oneByOne(Search.drawn(1, 0, 1), 7, records))).isEqualTo(once);
        assertThat(symbols(oneByOne(Search.drawn(1, 0, 1), 8, records))).isNotEqualTo(once);
    }

    private static String symbols(List<List<Sequence>> sequences) {
        return sequences.stream()
                .map(own -> java.util.Arrays.toString(own.get(0).symbols()))
                .toList()
                .toString();
    }

    @Test
    void drawsAmongTheMostProbableOnly() {
        float[] logits = {0, 1, 2, 3};
        assertThat(drawn(Search.drawn(1, 1, 1), logits).keySet()).containsExactly(3);
        assertThat(drawn(Search.drawn(1, 2, 1), logits).keySet()).containsExactlyInAnyOrder(2, 3);
        // probabilities 0.644, 0.237, 0.087 and 0.032
        assertThat(drawn(Search.drawn(1, 0, 0.6), logits).keySet()).containsExactly(3);
        assertThat(drawn(Search.drawn(1, 0, 0.7), logits).keySet()).containsExactlyInAnyOrder(2, 3);
        assertThat(drawn(Search.drawn(1, 0, 1), logits).keySet()).hasSize(4);
    }

    /** A low temperature sharpens: at 0.5 the ratio of two probabilities is squared. */
    @Test
    void temperatureDividesLogits() {
        float[] logits = {0, 1};
        Map<Integer, Integer> counts = drawn(Search.drawn(0.5, 0, 1), logits);
        assertThat(counts.get(1) / (double) counts.get(0)).isCloseTo(Math.exp(2), within(1.5));
    }

    private static Map<Integer, Integer> drawn(Search search, float[] logits) {
        Map<Integer, Integer> counts = new HashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 4000; i++) {
            counts.merge(new Draw(search).symbol(logits.clone(), random), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void aRepetitionPenaltyAvoidsWhatWasSaid() {
        Scores scores =
                new Scores(generation(Search.greedy().withRepetitionPenalty(2)), Optional.empty());
        float[] logits = {9, 1, 2, -3};
        scores.penalise(logits, 1, new int[] {0, 2, 2});
        assertThat(logits).containsExactly(9, 0.5f, 2, -6);
    }
}
