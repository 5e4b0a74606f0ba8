// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.exhibit.Curves;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestClassCurves {

    /**
     * Probabilities of class b: 0.9 and 0.4 where it is right, 0.6, 0.4 and 0.1 where it is not.
     */
    private static final ClassOutcome TWO =
            ClassOutcome.of(
                    List.of("a", "b"),
                    new float[] {0.1f, 0.9f, 0.4f, 0.6f, 0.6f, 0.4f, 0.6f, 0.4f, 0.9f, 0.1f},
                    new int[] {1, 0, 1, 0, 0});

    @Test
    void drawsEachThresholdAndTiesAsOne() {
        List<Curves> curves = ClassCurves.of(TWO);

        assertThat(curves)
                .extracting(Curves::title)
                .containsExactly("ROC", "Precision and recall", "Calibration");
        Curves.Line roc = curves.get(0).lines().get(0);
        assertThat(roc.name()).isEqualTo("b");
        assertThat(roc.x()).containsExactly(0.0, 0.0, 1 / 3.0, 2 / 3.0, 1.0);
        assertThat(roc.y()).containsExactly(0.0, 0.5, 0.5, 1.0, 1.0);
        Curves.Line precision = curves.get(1).lines().get(0);
        assertThat(precision.x()).containsExactly(0.5, 0.5, 1.0, 1.0);
        assertThat(precision.y()).containsExactly(1.0, 0.5, 0.5, 0.4);
    }

    /** All probabilities of class b round to 1; the log-odds tell the records apart. */
    @Test
    void tellsSaturatedProbabilitiesApart() {
        ClassOutcome saturated =
                new ClassOutcome(
                        List.of("a", "b"),
                        new float[] {0, 1, 0, 1, 0, 1, 0, 1},
                        new int[] {0, 1, 0, 1},
                        new double[] {-30, 30, -60, 60, -20, 20, -25, 25});

        List<Curves> curves = ClassCurves.of(saturated);

        // by log-odds: b, a, b, a
        assertThat(curves.get(0).lines().get(0).x()).containsExactly(0.0, 0.0, 0.5, 0.5, 1.0);
        assertThat(curves.get(0).lines().get(0).y()).containsExactly(0.0, 0.5, 0.5, 1.0, 1.0);
        assertThat(curves.get(1).lines().get(0).y()).containsExactly(1.0, 0.5, 2 / 3.0, 0.5);
    }

    @Test
    void calibratesByTheMostProbableClass() {
        Curves calibration = ClassCurves.of(TWO).get(2);

        // 0.6 three times, of which one is right; 0.9 twice, both right
        assertThat(calibration.lines().get(0).x().get(0)).isCloseTo(0.6, within(1e-6));
        assertThat(calibration.lines().get(0).y()).containsExactly(1 / 3.0, 1.0);
        // 3/5 * (0.6 - 1/3) + 2/5 * (1 - 0.9)
        assertThat(calibration.note()).contains("error: 0.2000");
    }

    @Test
    void drawsNoThresholdsWhereAllRecordsAreOfOneClass() {
        ClassOutcome one = ClassOutcome.of(List.of("a", "b"), new float[] {1f, 0f}, new int[] {0});

        assertThat(ClassCurves.of(one)).extracting(Curves::title).containsExactly("Calibration");
    }
}
