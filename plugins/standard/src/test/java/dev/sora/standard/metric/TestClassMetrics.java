// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.exhibit.Matrix;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricResult.ByClass;
import dev.sora.metric.MetricResult.Table;
import dev.sora.metric.Outcome;
import dev.sora.standard.lab.Offered;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestClassMetrics {

    private static final List<String> ABC = List.of("a", "b", "c");

    /**
     * Targets a a b b b c; predicted a b b b a a. Of a: 1 hit, 3 predicted, 2 actual; of b: 2, 3,
     * 3; of c: 0, 0, 1.
     */
    private static ClassOutcome six() {
        float[] probabilities = {
            .8f, .1f, .1f, //
            .3f, .5f, .2f, //
            .2f, .7f, .1f, //
            .1f, .6f, .3f, //
            .5f, .4f, .1f, //
            .6f, .1f, .3f
        };
        return ClassOutcome.of(ABC, probabilities, new int[] {0, 0, 1, 1, 1, 2});
    }

    private static double value(MetricResult result) {
        return result instanceof ByClass byClass
                ? byClass.value()
                : ((MetricResult.Number) result).value();
    }

    private static MetricResult measure(String name, Map<String, ?> settings, ClassOutcome... all) {
        Metric<Outcome> metric = Offered.metric(name, settings);
        for (ClassOutcome outcome : all) {
            metric.add(outcome);
        }
        return metric.result();
    }

    /** Expected values follow from the counts above by hand. */
    @ParameterizedTest
    @CsvSource({
        "precision, macro, 0.3333333333, 0.3333333333, 0.6666666667, 0",
        "precision, weighted, 0.4444444444, 0.3333333333, 0.6666666667, 0",
        "precision, micro, 0.5, 0.3333333333, 0.6666666667, 0",
        "recall, macro, 0.3888888889, 0.5, 0.6666666667, 0",
        "recall, weighted, 0.5, 0.5, 0.6666666667, 0",
        "recall, micro, 0.5, 0.5, 0.6666666667, 0",
        "f1, macro, 0.3555555556, 0.4, 0.6666666667, 0",
        "f1, weighted, 0.4666666667, 0.4, 0.6666666667, 0",
        "f1, micro, 0.5, 0.4, 0.6666666667, 0",
    })
    void scoresClasses(String name, String average, double value, double a, double b, double c) {
        ByClass result = (ByClass) measure(name, Map.of("average", average), six());

        assertThat(result.value()).isCloseTo(value, within(1e-9));
        assertThat(result.classes().get("a")).isCloseTo(a, within(1e-9));
        assertThat(result.classes().get("b")).isCloseTo(b, within(1e-9));
        assertThat(result.classes().get("c")).isCloseTo(c, within(1e-9));
    }

    @Test
    void leavesOutAClassThatIsNowhere() {
        ClassOutcome two = ClassOutcome.of(ABC, new float[] {1, 0, 0, 0, 1, 0}, new int[] {0, 0});

        ByClass result = (ByClass) measure("f1", Map.of(), two);

        assertThat(result.classes()).containsEntry("c", Double.NaN).containsEntry("b", 0.0);
        assertThat(result.value()).isCloseTo((2 / 3.0 + 0) / 2, within(1e-12));
    }

    @Test
    void countsHits() {
        assertThat(value(measure("accuracy", Map.of(), six(), six()))).isEqualTo(0.5);
        assertThat(value(measure("top_k", Map.of("k", 2), six()))).isEqualTo(1);
        assertThat(value(measure("top_k", Map.of("k", 1), six()))).isEqualTo(0.5);
        assertThat(value(measure("top_5", Map.of(), six()))).isEqualTo(1);
    }

    @Test
    void breaksTiesLikeThePrediction() {
        ClassOutcome tie =
                ClassOutcome.of(ABC, new float[] {.4f, .4f, .2f, .4f, .4f, .2f}, new int[] {0, 1});

        assertThat(value(measure("accuracy", Map.of(), tie))).isEqualTo(0.5);
        ClassOutcome broken =
                ClassOutcome.of(ABC, new float[] {Float.NaN, Float.NaN, Float.NaN}, new int[] {0});
        assertThat(value(measure("accuracy", Map.of(), broken))).isZero();
    }

    @Test
    void tabulates() {
        Table table = (Table) measure("confusion_matrix", Map.of(), six(), six());

        assertThat(table.labels()).isEqualTo(ABC);
        assertThat(table.counts()).isDeepEqualTo(new long[][] {{2, 2, 0}, {2, 4, 0}, {2, 0, 0}});
    }

    @Test
    void takesLogarithms() {
        double expected =
                -(Math.log(.8)
                                + Math.log(.3)
                                + Math.log(.7)
                                + Math.log(.6)
                                + Math.log(.4)
                                + Math.log(.3))
                        / 6;
        assertThat(value(measure("log_loss", Map.of(), six()))).isCloseTo(expected, within(1e-6));
        ClassOutcome sure = ClassOutcome.of(ABC, new float[] {0, 1, 0}, new int[] {0});
        assertThat(value(measure("log_loss", Map.of(), sure)))
                .isCloseTo(-Math.log(Float.MIN_VALUE), within(1e-9));
        double[] odds = {-200, 200, -300};
        ClassOutcome known = ClassOutcome.of(ABC, new float[] {0, 1, 0}, new int[] {0}, odds);
        assertThat(value(measure("log_loss", Map.of(), known))).isCloseTo(200, within(1e-9));
    }

    /** A table of all pairs of so many classes would take gigabytes. */
    @Test
    void makesNoTableOfVeryManyClasses() {
        int size = 30_000;
        List<String> names = IntStream.range(0, size).mapToObj(i -> "c" + i).toList();
        float[] probabilities = new float[2 * size];
        probabilities[29_999] = 1;
        probabilities[size + 7] = 1;
        ConfusionMatrix one = new ConfusionMatrix();
        one.add(ClassOutcome.of(names, probabilities, new int[] {29_999, 29_998}));
        ConfusionMatrix all = new ConfusionMatrix();
        all.merge(one);

        Table table = (Table) all.result();
        assertThat(table.labels()).isEmpty();
        assertThat(table.note())
                .hasValue(
                        "is not made for more than 2,000 classes, here 30,000; the report shows the"
                                + " most confused ones");
        Matrix shown = (Matrix) all.exhibits().get(0);
        assertThat(shown.at(29_999, 29_999)).isEqualTo(1);
        assertThat(shown.at(29_998, 7)).isEqualTo(1);
    }

    @Test
    void measuresTheAreaWithTies() {
        List<String> yesNo = List.of("no", "yes");
        // scores of yes: .9 yes, .8 no, .8 yes, .3 no -> pairs won 1 + 1 + .5 + 1 of 4
        float[] probabilities = {.1f, .9f, .2f, .8f, .2f, .8f, .7f, .3f};

        ByClass result =
                (ByClass)
                        measure(
                                "roc_auc",
                                Map.of(),
                                ClassOutcome.of(yesNo, probabilities, new int[] {1, 0, 1, 0}));

        assertThat(result.classes()).containsEntry("yes", 3.5 / 4).containsEntry("no", 3.5 / 4);
        assertThat(result.value()).isEqualTo(3.5 / 4);
    }

    @Test
    void leavesOutAnAreaThatIsNotDefined() {
        ByClass result = (ByClass) measure("roc_auc", Map.of(), six());
        assertThat(result.classes().get("c")).isEqualTo((1 + 0.5 + 1 + 1 + 1) / 5);

        ClassOutcome oneClass =
                ClassOutcome.of(ABC, new float[] {.8f, .1f, .1f, .7f, .2f, .1f}, new int[] {0, 0});
        assertThat(value(measure("roc_auc", Map.of(), oneClass))).isNaN();
    }

    @Test
    void estimatesTheAreaFromASampleWhenThereIsTooMuch() {
        RocAuc exact = new RocAuc();
        RocAuc sampled = new RocAuc(20_000);
        SplittableRandom random = new SplittableRandom(4);
        for (int batch = 0; batch < 100; batch++) {
            ClassOutcome outcome = drawn(random);
            exact.add(outcome);
            sampled.add(outcome);
        }

        // Φ(1 / sqrt 2) for two normal distributions one deviation apart
        assertThat(value(exact.result())).isCloseTo(0.7602, within(0.003));
        assertThat(value(sampled.result())).isCloseTo(value(exact.result()), within(0.015));
    }

    /** A thousand records, whose scores of two classes are one deviation apart. */
    private static ClassOutcome drawn(SplittableRandom random) {
        float[] probabilities = new float[2000];
        int[] targets = new int[1000];
        for (int i = 0; i < 1000; i++) {
            targets[i] = random.nextInt(2);
            float yes = (float) (1 / (1 + Math.exp(-(random.nextGaussian() + targets[i]))));
            probabilities[2 * i] = 1 - yes;
            probabilities[2 * i + 1] = yes;
        }
        return ClassOutcome.of(List.of("no", "yes"), probabilities, targets);
    }

    /** Ten parts of unequal size; the bound of 20,000 scores is that of 10,000 records. */
    @ParameterizedTest
    @CsvSource({"1000000, 55000", "20000, 10000"})
    void mergesPartsOfTheArea(int limit, int kept) {
        RocAuc exact = new RocAuc();
        RocAuc merged = new RocAuc(limit);
        SplittableRandom random = new SplittableRandom(4);
        for (int part = 1; part <= 10; part++) {
            RocAuc own = new RocAuc(limit);
            for (int batch = 0; batch < part; batch++) {
                ClassOutcome outcome = drawn(random);
                exact.add(outcome);
                own.add(outcome);
            }
            merged.merge(own);
        }

        double area = value(exact.result());
        assertThat(value(merged.result())).isCloseTo(area, within(kept == 55_000 ? 1e-12 : 0.015));
        assertThat(merged.result().note())
                .isEqualTo(
                        kept == 55_000
                                ? Optional.empty()
                                : Optional.of("is estimated from 10000 of 55000 records"));
    }

    /** All records of one part are of one class: of a quarter of all, a quarter is kept. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMergedSampleHoldsEachPartByItsSize(boolean smallFirst) {
        ScoreSample small = sampleOf(1, 3_000);
        ScoreSample large = sampleOf(0, 9_000);

        ScoreSample merged = smallFirst ? small : large;
        merged.merge(smallFirst ? large : small);

        assertThat(merged.kept()).isEqualTo(1_000);
        assertThat(merged.seen()).isEqualTo(12_000);
        double ones = IntStream.range(0, 1_000).map(merged::target).sum();
        assertThat(ones / 1_000).isCloseTo(0.25, within(0.05));
    }

    private static ScoreSample sampleOf(int target, int records) {
        int[] targets = new int[records];
        Arrays.fill(targets, target);
        ScoreSample sample = new ScoreSample(2_000);
        sample.add(ClassOutcome.of(List.of("no", "yes"), new float[2 * records], targets));
        return sample;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"accuracy", "precision", "recall", "f1", "roc_auc", "top_k", "log_loss"})
    void isNotANumberForNoRecord(String name) {
        ClassOutcome none = ClassOutcome.of(ABC, new float[0], new int[0]);

        assertThat(value(measure(name, Map.of()))).isNaN();
        assertThat(value(measure(name, Map.of(), none))).isNaN();
    }
}
