// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.io.Json;
import dev.sora.data.ImageValue;
import dev.sora.problem.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestDistributions {

    private static final Random RANDOM = new Random(7);

    private static double index(Distribution training, List<?> values) {
        double[] live = new double[training.size()];
        values.forEach(value -> live[training.bin(value)] += 1.0 / values.size());
        return PopulationStability.index(training.shares(), live);
    }

    private static NumberBins bins(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return NumberBins.of(sorted, sorted[0], sorted[sorted.length - 1], 0);
    }

    private static double[] drawn(int count, DoubleUnaryOperator change) {
        return DoubleStream.generate(RANDOM::nextGaussian).limit(count).map(change).toArray();
    }

    private static List<Double> list(double... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** With the shares 0.2, 0.8 and 0.5, 0.5: 0.3 ln 2.5 + 0.3 ln 1.6. */
    @Test
    void theIndexIsThatOfTheFormula() {
        assertThat(PopulationStability.index(new double[] {0.2, 0.8}, new double[] {0.5, 0.5}))
                .isCloseTo(0.415888, within(1e-6));
        assertThat(
                        PopulationStability.index(
                                new double[] {0.3, 0.7, 0}, new double[] {0.3, 0.7, 0}))
                .isZero();
        // an empty bin counts as 0.0001: 0.4999 ln 5000 + 0.4999... of the other
        assertThat(PopulationStability.index(new double[] {1, 0}, new double[] {0.5, 0.5}))
                .isCloseTo(0.4999 * Math.log(5000) + 0.5 * Math.log(2), within(1e-9));
    }

    @Test
    void tellsShiftedNumbersFromOthersOfTheSameDistribution() {
        NumberBins training = bins(drawn(4000, x -> x));
        assertThat(training.edges()).hasSize(11);
        assertThat(Arrays.stream(training.shares()).sum()).isCloseTo(1, within(1e-9));
        assertThat(index(training, list(drawn(1000, x -> x)))).isLessThan(0.1);
        assertThat(index(training, list(drawn(1000, x -> x + 1)))).isGreaterThan(0.25);
        assertThat(index(training, list(drawn(1000, x -> 2 * x)))).isGreaterThan(0.25);
        assertThat(index(training, list(drawn(1000, x -> x / 3)))).isGreaterThan(0.25);
        List<Double> missing = new ArrayList<>(list(drawn(1000, x -> x)));
        Collections.fill(missing.subList(0, 300), null);
        assertThat(index(training, missing)).isGreaterThan(0.25);
    }

    @Test
    void equalNumbersAreOneBinWithOthersOnBothSides() {
        NumberBins constant = bins(new double[100]);
        assertThat(constant.shares()).containsExactly(0, 1, 0, 0);
        assertThat(List.of(constant.bin(-1), constant.bin(0L), constant.bin(1e-9)))
                .containsExactly(0, 1, 2);
        assertThat(List.of(constant.bin("0.0"), constant.bin("x"), constant.bin(Double.NaN)))
                .containsExactly(1, 3, 3);
        assertThat(List.of(constant.bin("FALSE"), constant.bin(" "))).containsExactly(1, 3);
        assertThat(constant.bin(null)).isEqualTo(3);
        double[] mostlyZero = new double[400];
        for (int i = 0; i < 100; i++) {
            mostlyZero[i] = i;
        }
        NumberBins zeros = bins(mostlyZero);
        assertThat(zeros.shares()[zeros.bin(0)]).isEqualTo(301 / 400.0);
        assertThat(zeros.bin(-0.0)).isEqualTo(zeros.bin(0)).isNotEqualTo(zeros.bin(1));
        assertThat(index(zeros, list(mostlyZero))).isCloseTo(0, within(1e-9));
        DoubleUnaryOperator ten = x -> x == 0 ? 10 : x;
        assertThat(index(zeros, list(Arrays.stream(mostlyZero).map(ten).toArray())))
                .isGreaterThan(0.25);
    }

    /** 92 of 100 are 0, and the rest from 100 to 99,999: all quantiles but the last are 0. */
    @Test
    void aNumberThatIsMoreFrequentThanAPartHasOneOfItsOwn() {
        double[] gains = new double[5000];
        for (int i = 0; i < 400; i++) {
            gains[i] = 100 + 249.5 * i;
        }
        NumberBins gain = bins(gains);
        assertThat(index(gain, list(gains))).isCloseTo(0, within(1e-9));
        assertThat(index(gain, list(new double[100]))).isGreaterThan(0.25);
        assertThat(index(gain, Collections.nCopies(100, 50_000))).isGreaterThan(0.25);
        assertThat(index(gain, list(drawn(100, x -> 1 + Math.abs(x) * 9000)))).isGreaterThan(0.25);

        double[] hours = new double[1000];
        Arrays.setAll(hours, i -> i % 10 < 5 ? 40.1f : 10 + i % 60);
        NumberBins week = bins(hours);
        assertThat(week.edges()).hasSizeLessThanOrEqualTo(11);
        assertThat(index(week, list(hours))).isCloseTo(0, within(1e-9));
        // the decimal that a client writes for the 32-bit number
        assertThat(week.bin(40.1)).isEqualTo(week.bin((double) 40.1f));
        assertThat(
                        index(
                                week,
                                list(
                                        Arrays.stream(hours)
                                                .map(x -> x == 40.1f ? 39.5 : x)
                                                .toArray())))
                .isGreaterThan(0.25);
        assertThat(
                        index(
                                week,
                                list(
                                        Arrays.stream(hours)
                                                .map(x -> x == 40.1f ? 40.5 : x)
                                                .toArray())))
                .isGreaterThan(0.25);
        for (double all : new double[] {0.1f, -7, 1e300, Double.MAX_VALUE, Double.MIN_VALUE}) {
            NumberBins same = bins(all, all, all);
            assertThat(same.shares()).as("%s", all).containsExactly(0, 1, 0, 0);
        }
    }

    @Test
    void namesAreComparedHoweverTheyAreWritten() {
        ValueShares names =
                new ValueShares(
                        List.of("1", "true", "caf\u00e9"), new double[] {.4, .3, .2, .1, 0});
        for (Object one : List.of(1L, 1, 1.0, "1", "1.0")) {
            assertThat(names.bin(one)).as("%s", one).isZero();
        }
        assertThat(names.bin(true)).isEqualTo(1);
        assertThat(names.bin("cafe\u0301")).isEqualTo(2);
        assertThat(names.bin("x".repeat(10_000))).isEqualTo(3);
        assertThat(names.bin(null)).isEqualTo(4);
        assertThat(names.bin(List.of("1"))).isZero();
        assertThat(names.bin("  ")).isEqualTo(4);
        assertThat(names.bin(List.of(Map.of()))).isEqualTo(4);
    }

    @Test
    void measuresTextsPicturesAndVectors() {
        assertThat(Words.of("The cat, the \u732b!")).containsExactly("the", "cat", "the", "\u732b");
        Set<String> known = Words.frequent(List.of("a b", "a c", "a b"));
        assertThat(known).containsExactly("a", "b");
        assertThat(Measure.UNKNOWN_WORDS.of("a x y B", known)).isEqualTo(0.5);
        assertThat(Measure.UNKNOWN_WORDS.of("...", known)).isNull();
        byte[] half = new byte[200 * 100];
        Arrays.fill(half, 0, 100 * 100, (byte) 255);
        ImageValue picture = new ImageValue(100, 200, 1, half);
        assertThat((Double) Measure.BRIGHTNESS.of(picture, known)).isCloseTo(0.5, within(0.02));
        assertThat(Measure.HEIGHT.of(picture, known)).isEqualTo(200);
        assertThat(Measure.MEAN.of(new float[] {1, 2}, known)).isEqualTo(1.5);
        assertThat(Measure.MEAN.of(List.of(1, 2L), known)).isEqualTo(1.5);
        assertThat(Measure.MEAN.of(List.of("a"), known)).isNull();
        assertThat(Measure.SIZE.of("a|b", known)).isEqualTo(2);
        assertThat(Measure.SIZE.of("1 2 3", known)).isEqualTo(3);
        assertThat(Measure.SIZE.of(" ", known)).isNull();
        assertThat(Measure.WORDS.of(" ", known)).isNull();
    }

    @Test
    void answersWithRareNamesOrWithoutAPlainValueAreNotWatched() {
        List<Map<String, Map<String, Object>>> answers =
                IntStream.range(0, 100)
                        .mapToObj(
                                i -> {
                                    Map<String, Object> fields = new LinkedHashMap<>();
                                    fields.put("label", i % 3);
                                    fields.put("probability", i / 100.0);
                                    fields.put("text", "answer " + i);
                                    fields.put("probabilities", Map.of("a", 1.0));
                                    return Map.of("kind", fields);
                                })
                        .toList();
        assertThat(AnswerDistributions.of(answers))
                .extracting(WatchedValue::field)
                .containsExactly("label", "probability");
        assertThat(AnswerDistributions.of(List.of())).isEmpty();
    }

    /** U+0958 becomes two characters in normal form. */
    @Test
    void aNameThatNormalisationLengthensIsNotWrittenIfItBecomesTooLong() {
        List<Map<String, Map<String, Object>>> answers = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            String label = List.of("a", "b", "\u0958".repeat(200)).get(i % 3);
            answers.add(Map.of("kind", Map.of("label", label)));
        }
        TrainingDistributions written =
                new TrainingDistributions(List.of(), "test", AnswerDistributions.of(answers));
        TrainingDistributions read =
                DistributionsFile.read(DistributionsFile.tree(written), "distributions.json");
        assertThat(((ValueShares) read.outputs().get(0).distribution()).values())
                .containsExactly("a", "b");
    }

    @Test
    void readsWhatItWritesAndRefusesTheRest() {
        TrainingDistributions written =
                new TrainingDistributions(
                        List.of(
                                WatchedValue.of("age", Measure.VALUE, bins(1, 2, 3)),
                                WatchedValue.of(
                                        "said", Measure.UNKNOWN_WORDS, Set.of("a"), bins(0, 1)),
                                WatchedValue.of("gain", Measure.VALUE, bins(new double[40]))),
                        "validation",
                        List.of(
                                WatchedValue.ofAnswer(
                                        "kind",
                                        "label",
                                        new ValueShares(List.of("a"), new double[] {.5, .5, 0}))));
        String text = Json.pretty(DistributionsFile.tree(written));
        TrainingDistributions read = DistributionsFile.read(Json.readObject(text, "m"), "m");
        assertThat(Json.pretty(DistributionsFile.tree(read))).isEqualTo(text);
        assertThat(read.inputs().get(1).known()).containsExactly("a");
        assertThat(DistributionsFile.read(Map.of(), "m").isEmpty()).isTrue();
        for (String[] change :
                new String[][] {
                    {"\"label\"", "3"},
                    {"\"value\"", "\"colour\""},
                    {"\"a\"\n", "7\n"},
                    {"\"validation\"", "[]"},
                    {"0.5", "0.75"},
                    {"0.5", "1e400"},
                    {"\"edges\"", "\"angles\""},
                    {"3.0", "-3.0"},
                    {"\"inputs\"", "\"outs\""}
                }) {
            String broken = text.replace(change[0], change[1]);
            assertThat(broken).as(change[0]).isNotEqualTo(text);
            assertThatThrownBy(() -> DistributionsFile.read(Json.readObject(broken, "m"), "m"))
                    .as(String.join(" -> ", change))
                    .isInstanceOf(DataException.class);
        }
    }
}
