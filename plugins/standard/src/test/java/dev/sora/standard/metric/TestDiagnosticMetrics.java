// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.metric.ClassDecision;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricResult.ByClass;
import dev.sora.metric.Outcome;
import dev.sora.standard.lab.Offered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates of a test, calibration and abstention, on tables done by hand. */
final class TestDiagnosticMetrics {

    /** Probabilities of the second class; those with a minus sign are of records of the first. */
    private static ClassOutcome of(double... signed) {
        float[] probabilities = new float[signed.length * 2];
        int[] targets = new int[signed.length];
        for (int i = 0; i < signed.length; i++) {
            probabilities[2 * i + 1] = (float) Math.abs(signed[i]);
            probabilities[2 * i] = 1 - probabilities[2 * i + 1];
            targets[i] = signed[i] > 0 ? 1 : 0;
        }
        return ClassOutcome.of(List.of("well", "ill"), probabilities, targets);
    }

    private static MetricResult measure(String name, ClassOutcome outcome) {
        Metric<Outcome> metric = Offered.metric(name, Map.of());
        metric.add(outcome);
        return metric.result();
    }

    private static double value(String name, ClassOutcome outcome) {
        MetricResult result = measure(name, outcome);
        return result instanceof ByClass byClass
                ? byClass.value()
                : ((MetricResult.Number) result).value();
    }

    /** At 0.5: 3 of 4 ill are found, 4 of 6 well are spared. At 0.25: all 4, and 3 of 6. */
    @ParameterizedTest
    @CsvSource({
        "sensitivity, 0.75, 1",
        "specificity, 0.66667, 0.5",
        "ppv, 0.6, 0.57143",
        "npv, 0.8, 1"
    })
    void ratesFollowTheThreshold(String name, double plain, double low) {
        ClassOutcome outcome = of(.9, .8, .6, .3, -.7, -.55, -.28, -.2, -.1, -.05);

        assertThat(value(name, outcome)).isCloseTo(plain, within(1e-5));
        assertThat(value(name, outcome.withDecision(ClassDecision.of(1, 0.25, 0))))
                .isCloseTo(low, within(1e-5));
        // sensitivity to the one class is specificity of the other
        String other =
                Map.of(
                                "sensitivity",
                                "specificity",
                                "specificity",
                                "sensitivity",
                                "ppv",
                                "npv",
                                "npv",
                                "ppv")
                        .get(name);
        assertThat(value(other, outcome.withDecision(ClassDecision.of(0, Double.NaN, 0))))
                .isCloseTo(plain, within(1e-5));
    }

    @Test
    void accuracyAndConfusionFollowTheThresholdButNotTopK() {
        ClassOutcome outcome = of(.9, .3, -.2, -.28).withDecision(ClassDecision.of(1, 0.25, 0));

        assertThat(value("accuracy", outcome)).isEqualTo(0.75);
        assertThat(value("recall", outcome)).isEqualTo((1 + 0.5) / 2);
        assertThat(value("top_k", outcome)).isEqualTo(1);
        assertThat(outcome.constant().orElseThrow().decision().hasThreshold()).isFalse();
    }

    @Test
    void averagePrecisionIsThatOfScikitLearn() {
        // the example of average_precision_score: y 0 0 1 1, scores 0.1 0.4 0.35 0.8
        assertThat(value("pr_auc", of(-.1, -.4, .35, .8))).isCloseTo(5.0 / 6, within(1e-6));
        assertThat(value("pr_auc", of(-.1, -.4))).isNaN();
        // all alike: the share of the class
        assertThat(value("pr_auc", of(.5, -.5, -.5, -.5))).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void calibrationErrorOfTwoBins() {
        // bin 9: 0.95 twice, one right; bin 6: 0.65 twice, both right
        ClassOutcome outcome = of(.95, -.95, .65, .65);

        assertThat(value("ece", outcome)).isCloseTo(0.5 * 0.45 + 0.5 * 0.35, within(1e-6));
        assertThat(value("ece", of(1, 1, -1e-9))).isCloseTo(0, within(1e-6));
    }

    @Test
    void countsAnswersAndTheRightOnes() {
        ClassOutcome outcome =
                of(.95, .7, -.9, -.2).withDecision(ClassDecision.of(1, Double.NaN, 0.8));

        assertThat(value("selective_coverage", outcome)).isEqualTo(0.75);
        assertThat(value("selective_accuracy", outcome)).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(value("accuracy", outcome)).isEqualTo(0.75);
        assertThat(
                        value(
                                "selective_accuracy",
                                outcome.withDecision(ClassDecision.of(1, Double.NaN, 0.99))))
                .isNaN();
    }
}
