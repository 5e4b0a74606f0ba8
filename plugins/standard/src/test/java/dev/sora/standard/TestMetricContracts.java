// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.standard.metric.LabelsOutcome;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each metric on outcomes whose value was worked out by hand. */
final class TestMetricContracts {

    /** Said are a, b, a and, as both are alike, a; right are a, b, b, a. */
    private static final ClassOutcome TWO =
            ClassOutcome.of(
                    List.of("a", "b"),
                    new float[] {0.75f, 0.25f, 0.25f, 0.75f, 0.75f, 0.25f, 0.5f, 0.5f},
                    new int[] {0, 1, 1, 0});

    private static final NumberOutcome NUMBERS =
            NumberOutcome.of(new double[] {1, 2, 4}, new double[] {1, 4, 3});

    /** Two records of two labels: said ab and b, right are a and b. */
    private static final LabelsOutcome LABELS =
            new LabelsOutcome(
                    List.of("a", "b"),
                    new boolean[] {true, true, false, true},
                    new boolean[] {true, false, false, true});

    static List<MetricContract> all() {
        return List.of(
                share("accuracy").expects(TWO, 0.75),
                byClass("precision").expects(TWO, (2.0 / 3 + 1) / 2),
                byClass("recall").expects(TWO, (1 + 0.5) / 2),
                byClass("f1").expects(TWO, (0.8 + 2.0 / 3) / 2),
                average("precision", "micro").expects(TWO, 0.75),
                average("recall", "weighted").expects(TWO, 0.75),
                average("f1", "micro").expects(TWO, 0.75),
                share("roc_auc").expects(TWO, 0.625),
                share("pr_auc").expects(TWO, 0.75),
                share("sensitivity").expects(TWO, 0.5),
                share("specificity").expects(TWO, 1),
                share("ppv").expects(TWO, 1),
                share("npv").expects(TWO, 2.0 / 3),
                share("ece")
                        .variant(Map.of())
                        .variant(Map.of("bins", 4))
                        .refuses("bins", 0)
                        .expects(TWO, (0.5 + 0.25) / 4),
                share("selective_coverage").expects(TWO, 1),
                share("selective_accuracy").expects(TWO, 0.75),
                share("top_k")
                        .variant(Map.of())
                        .variant(Map.of("k", 2))
                        .expects(TWO, 1)
                        .refuses("k", 0),
                share("top_3").expects(TWO, 1),
                share("top_5").expects(TWO, 1),
                metric("confusion_matrix"),
                metric("log_loss")
                        .range(0, Double.MAX_VALUE)
                        .expects(TWO, -(2 * Math.log(0.75) + Math.log(0.25) + Math.log(0.5)) / 4),
                error("mse").expects(NUMBERS, 5.0 / 3),
                error("mae").expects(NUMBERS, 1),
                error("rmse").expects(NUMBERS, Math.sqrt(5.0 / 3)),
                metric("r2").range(-Double.MAX_VALUE, 1).expects(NUMBERS, 1 - 5 / (14.0 / 3)),
                ofLabels("f1_micro").expects(LABELS, 0.8),
                ofLabels("f1_macro").expects(LABELS, (1 + 2.0 / 3) / 2),
                ofLabels("precision_micro").expects(LABELS, 2.0 / 3),
                ofLabels("recall_micro").expects(LABELS, 1),
                ofLabels("exact_match").expects(LABELS, 0.5),
                ofLabels("hamming_loss").expects(LABELS, 0.25));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static MetricContract metric(String name) {
        return Contracts.metric(Workbench.type(new StandardPlugin(), MetricType.class, name));
    }

    private static MetricContract share(String name) {
        return metric(name).range(0, 1);
    }

    private static MetricContract average(String name, String average) {
        return share(name).with("average", average);
    }

    private static MetricContract byClass(String name) {
        return share(name).refuses("average", "median");
    }

    private static MetricContract error(String name) {
        return metric(name)
                .range(0, Double.MAX_VALUE)
                .expects(NumberOutcome.of(new double[0], new double[0]), Double.NaN);
    }

    private static MetricContract ofLabels(String name) {
        return share(name)
                .on(
                        LABELS,
                        new LabelsOutcome(
                                LABELS.labels(),
                                new boolean[] {true, true},
                                new boolean[] {true, false}),
                        new LabelsOutcome(
                                LABELS.labels(),
                                new boolean[] {false, true},
                                new boolean[] {false, true}))
                .on(
                        new LabelsOutcome(
                                LABELS.labels(), new boolean[] {false, false}, new boolean[2]),
                        new LabelsOutcome(LABELS.labels(), new boolean[2], new boolean[2]));
    }
}
