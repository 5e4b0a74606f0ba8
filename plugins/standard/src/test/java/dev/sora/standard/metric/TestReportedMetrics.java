// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricResult.ByClass;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.standard.lab.Offered;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Data on which metrics of other tools were reported to be wrong, with the values that are right.
 */
final class TestReportedMetrics {

    private static MetricResult measure(String name, Outcome... batches) {
        Metric<Outcome> metric = Offered.metric(name, Map.of());
        for (Outcome batch : batches) {
            metric.add(batch);
        }
        return metric.result();
    }

    private static double value(MetricResult result) {
        return result instanceof ByClass each
                ? each.value()
                : ((MetricResult.Number) result).value();
    }

    /** Two classes, by the probability of the second. */
    private static ClassOutcome binary(float[] yes, int... targets) {
        float[] probabilities = new float[2 * yes.length];
        for (int i = 0; i < yes.length; i++) {
            probabilities[2 * i] = 1 - yes[i];
            probabilities[2 * i + 1] = yes[i];
        }
        return ClassOutcome.of(List.of("no", "yes"), probabilities, targets);
    }

    /** Classes that are predicted for certain. */
    private static ClassOutcome certain(int classes, int[] predicted, int... targets) {
        float[] probabilities = new float[classes * predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            probabilities[i * classes + predicted[i]] = 1;
        }
        List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return ClassOutcome.of(names, probabilities, targets);
    }

    /** scikit-learn#3864: 0.5, as scores that differ by 1e-10 counted as equal. */
    @Test
    void tellsSmallScoresApart() {
        ByClass areas = (ByClass) measure("roc_auc", binary(new float[] {1e-10f, 0, 0}, 1, 0, 0));

        assertThat(areas.classes()).containsEntry("yes", 1.0);
    }

    /** Probabilities of 1.0 in 32 bits, whose log-odds are 18, 20 and 30. */
    @Test
    void tellsSaturatedProbabilitiesApart() {
        float[] ones = {0, 1, 0, 1, 0, 1};
        int[] targets = {0, 1, 1};
        double[] odds = {-18, 18, -20, 20, -30, 30};
        List<String> names = List.of("no", "yes");

        assertThat(value(measure("roc_auc", ClassOutcome.of(names, ones, targets)))).isEqualTo(0.5);
        assertThat(value(measure("roc_auc", ClassOutcome.of(names, ones, targets, odds))))
                .isEqualTo(1);
    }

    /** torchmetrics#1664 and #300: it fell with the number of classes that nowhere occur. */
    @Test
    void averagesOverTheClassesThatOccur() {
        for (int classes = 3; classes < 9; classes++) {
            MetricResult f1 = measure("f1", certain(classes, new int[] {2, 1, 0, 1}, 2, 1, 0, 0));

            assertThat(value(f1)).as("%d classes", classes).isCloseTo(7 / 9.0, within(1e-12));
            assertThat(f1.note().isPresent()).isEqualTo(classes > 3);
        }
        assertThat(value(measure("f1", certain(2, new int[] {0, 0}, 0, 0)))).isEqualTo(1);
    }

    /** tensorflow#38596: (10 + 9) / 2, as the last batch was smaller. */
    @Test
    void weighsBatchesByTheirRecords() {
        NumberOutcome first = NumberOutcome.of(new double[] {10, -10}, new double[] {0, 0});
        NumberOutcome last = NumberOutcome.of(new double[] {9}, new double[] {0});

        assertThat(value(measure("mae", first, last))).isCloseTo(29 / 3.0, within(1e-12));
    }

    /** scikit-learn#24315: NaN of 32-bit probabilities that are 0 and 1. */
    @Test
    void isCertainWithoutHarm() {
        assertThat(value(measure("log_loss", binary(new float[] {1, 0}, 1, 0)))).isZero();
        assertThat(value(measure("log_loss", binary(new float[] {1, 1, 0, 0}, 1, 0, 0, 0))))
                .isCloseTo(-Math.log(Float.MIN_VALUE) / 4, within(1e-9));
    }

    /** ludwig#2234 and scikit-learn#16857: an exception, or 0 and 1 by what is predicted. */
    @Test
    void saysWhyThereIsNoShareOfVariance() {
        MetricResult single = measure("r2", NumberOutcome.of(new double[] {1}, new double[] {2}));
        MetricResult constant =
                measure(
                        "r2",
                        NumberOutcome.of(new double[] {-1, -1, 0}, new double[] {-1, -1, -1}));

        assertThat(value(single)).isNaN();
        assertThat(single.note()).contains("is not defined for 1 record");
        assertThat(value(constant)).isNaN();
        assertThat(constant.note()).contains("is not defined: all targets are -1.0");
    }

    /** torchmetrics#1573: 82685, where 1 is the greatest value that there is. */
    @Test
    void isStableForTargetsThatAreNearlyEqual() {
        double[] predicted = {-3.9865, -5.4648, -5.0238, -4.3899, -5.6672, -4.7336};
        double[] targets = {-5.1608, -5.1609, -5.1608, -5.1608, -5.1608, -5.1608};

        assertThat(value(measure("r2", NumberOutcome.of(predicted, targets))))
                .isCloseTo(-302_799_876.2, within(1.0));
    }

    @Test
    void saysWhichClassTheyAllAreOf() {
        MetricResult area = measure("roc_auc", binary(new float[] {0.2f, 0.7f}, 1, 1));

        assertThat(value(area)).isNaN();
        assertThat(area.note()).contains("is not defined: all records are of the class 'yes'");
        assertThat(measure("precision", binary(new float[] {0.2f, 0.3f}, 0, 1)).note())
                .contains("counts as 0 for 'yes', which is never predicted");
        for (String name :
                List.of("accuracy", "f1", "roc_auc", "log_loss", "mse", "r2", "f1_macro")) {
            assertThat(measure(name).note()).as(name).contains(Notes.NO_RECORD);
        }
    }

    /** Counts that no 32-bit number holds, and probabilities down to the least there is. */
    @Test
    void isExactAtTheEdges() {
        float[] yes = {Float.MIN_VALUE, 2 * Float.MIN_VALUE, 1 - Math.ulp(0.5f), 1};
        ClassOutcome edges = binary(yes, 0, 1, 0, 1);

        assertThat(((ByClass) measure("roc_auc", edges)).classes()).containsEntry("yes", 0.75);
        assertThat(value(measure("accuracy", edges))).isEqualTo(0.5);
        assertThat(value(measure("log_loss", edges))).isFinite();
    }
}
