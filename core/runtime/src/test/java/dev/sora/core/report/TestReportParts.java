// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestReportParts {

    @Test
    void refusesAMatrixThatIsNotSquare() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ConfusionMatrix("m", List.of("a", "b"), List.of(List.of(1L, 2L))))
                .withMessage("a confusion matrix of 2 labels needs as many rows and columns");
    }

    @Test
    void keepsTheMostConfusedOfVeryManyClasses() {
        int size = 500;
        List<String> labels = IntStream.range(0, size).mapToObj(label -> "c" + label).toList();

        OutputReport report =
                new OutputReport(
                        "what",
                        "type",
                        "test",
                        List.of(
                                ConfusionMatrix.of(
                                        "m",
                                        labels,
                                        pairs -> {
                                            pairs.accept(400, 7, 3);
                                            for (int label = 0; label < size; label++) {
                                                pairs.accept(label, label, 10);
                                            }
                                        })));

        assertThat(report.parts())
                .singleElement()
                .isInstanceOfSatisfying(
                        ConfusionMatrix.class,
                        matrix -> {
                            assertThat(matrix.labels()).hasSize(100).contains("c7", "c400");
                            assertThat(matrix.labels().get(99)).isEqualTo("401 others");
                            int truth = matrix.labels().indexOf("c400");
                            assertThat(matrix.counts().get(truth).get(7)).isEqualTo(3);
                            assertThat(matrix.counts().get(99).get(99)).isEqualTo(4_010);
                        });
    }

    @Test
    void showsALimitedNumberOfExamplesAndPoints() {
        Example example = Example.ofText("row 1", "text", "a", "b", List.of());
        Examples examples =
                new Examples("All", Examples.Verdict.WRONG, 900, Collections.nCopies(900, example));
        double[] values = DoubleStream.iterate(0, value -> value + 1).limit(5_000).toArray();
        List<Double> points = DoubleStream.of(values).boxed().toList();
        Scatter scatter = new Scatter("s", "x", "y", true, points.size(), points, points);

        Curves.Line line = new Curves.Line("l", points, points);

        assertThat(line.x()).hasSize(Curves.LIMIT).startsWith(0.0, 10.0, 20.0).endsWith(4_999.0);
        assertThat(line.y()).isEqualTo(line.x());
        assertThat(examples.examples()).hasSize(Examples.LIMIT);
        assertThat(examples.total()).isEqualTo(900);
        assertThat(scatter.x()).hasSize(Scatter.LIMIT).startsWith(0.0, 2.0, 5.0);
        assertThat(scatter.y()).isEqualTo(scatter.x());
        assertThat(scatter.total()).isEqualTo(5_000);
    }

    @Test
    void cutsLongTextsBetweenCharacters() {
        String text = "a" + "\uD83D\uDE00".repeat(5_000);

        Example example = Example.ofText("row 1", text, "a", "b", List.of());

        assertThat(example.text()).hasSize(2_000).endsWith("\uD83D\uDE00…");
    }
}
