// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.standard.lab.Offered;
import dev.sora.standard.metric.LabelsOutcome;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestMultiLabel {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    private static FittedOutput fit(Map<String, Object> more, SampleRecords rows) {
        Map<String, Object> settings = new HashMap<>(Map.of("column", "tags"));
        settings.putAll(more);
        return Offered.output("multi-label", settings).fit(rows);
    }

    private static SampleRecords texts(Object... values) {
        return SampleRecords.column("tags", ColumnType.TEXT, values);
    }

    private float[] encoded(FittedOutput output, SampleRecords rows) {
        return lab.upload(output.encode(rows.list())).head().toFloatArray();
    }

    @Test
    void learnsLabelsAndEncodesThoseThatARecordHas() {
        FittedOutput output = fit(Map.of(), texts("red, big", "", "blue"));

        assertThat(output.state().strings("labels")).containsExactly("big", "blue", "red");
        assertThat(encoded(output, texts("red,red", null, "blue,big")))
                .containsExactly(0, 0, 1, 0, 0, 0, 1, 1, 0);
        assertThat(output.plan(List.of(SignalSpec.floats(4))).output()).hasToString("(3)");
    }

    @Test
    void readsNestedValues() {
        SampleRecords rows =
                SampleRecords.column(
                        "tags",
                        ColumnType.NESTED,
                        List.of(Map.of("tag", "a"), Map.of("tag", "b")),
                        List.of());
        FittedOutput output = fit(Map.of("key", "tag"), rows);

        assertThat(encoded(output, rows)).containsExactly(1, 1, 0, 0);
        assertThatThrownBy(() -> fit(Map.of(), rows))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4308");
    }

    @Test
    void namesTheRecordOfALabelThatIsNotKnown() {
        FittedOutput output = fit(Map.of("separator", "|"), texts("red|blue"));

        assertThatThrownBy(() -> output.encode(texts("red", "bluee").list()))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4310")
                .hasMessageContaining("samples.csv:3")
                .hasMessageContaining("did you mean 'blue'?");
    }

    @Test
    void labelsHaveNoBlanksOrderNorCopies() {
        FittedOutput output = fit(Map.of("separator", "|"), texts("red|blue", "green"));
        float[] once = encoded(output, "red|blue");

        assertThat(encoded(output, "blue |\u00a0red|red||")).containsExactly(once);
    }

    private static float[] encoded(FittedOutput output, String labels) {
        float[] targets = new float[3];
        output.encode(texts(labels).list()).get(0).data().asFloatBuffer().get(targets);
        return targets;
    }

    @Test
    void refusesTooFewLabels() {
        assertThatThrownBy(() -> fit(Map.of(), texts("a", "")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4309");
        assertThatThrownBy(() -> fit(Map.of("labels", List.of("a", "a")), texts("a")))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(
                        () ->
                                Offered.output("multi-label", Map.of("column", "tags"))
                                        .restore(
                                                Workbench.state(
                                                        Map.of("labels", List.of("a", "a")))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4411");
    }

    @Test
    void computesTheCrossEntropyOfEachDecision() {
        FittedOutput output = fit(Map.of("head", false), texts("a,b"));
        NDArray scores = lab.manager().create(new float[] {2, -1, 0, 100}, new Shape(2, 2));
        NDArray target = lab.manager().create(new float[] {1, 0, 1, 0}, new Shape(2, 2));
        double expected =
                (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-1)) + Math.log(2) + 100) / 4;

        NDArray loss = output.loss(Signal.of(scores), Signal.of(target), lab.pass(true, Map.of()));

        assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-4));
    }

    @Test
    void decodesTheLabelsThatPassTheThreshold() {
        FittedOutput output = fit(Map.of("threshold", 0.3), texts("a,b"));
        NDArray scores = lab.manager().create(new float[] {-0.5f, -2f}, new Shape(1, 2));

        assertThat(output.decode(Signal.of(scores), List.of()).get(0))
                .containsEntry("labels", List.of("a"));
    }

    @Test
    void measuresByHandCountedCases() {
        // record 1 has a, b and is said to have a, c; record 2 has nothing and is said so
        LabelsOutcome outcome =
                new LabelsOutcome(
                        List.of("a", "b", "c", "d"),
                        new boolean[] {true, false, true, false, false, false, false, false},
                        new boolean[] {true, true, false, false, false, false, false, false});

        assertThat(value("precision_micro", outcome)).isEqualTo(0.5);
        assertThat(value("recall_micro", outcome)).isEqualTo(0.5);
        assertThat(value("f1_micro", outcome)).isEqualTo(0.5);
        assertThat(value("exact_match", outcome)).isEqualTo(0.5);
        assertThat(value("hamming_loss", outcome)).isEqualTo(0.25);
        MetricResult.ByClass macro = (MetricResult.ByClass) measured("f1_macro", outcome);
        assertThat(macro.value()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(macro.classes()).containsEntry("a", 1.0).containsEntry("b", 0.0);
        assertThat(macro.classes().get("d")).isNaN();
    }

    @Test
    void isNotDefinedWhereThereIsNothingToSay() {
        LabelsOutcome nothing =
                new LabelsOutcome(List.of("a", "b"), new boolean[2], new boolean[2]);
        LabelsOutcome missed =
                new LabelsOutcome(List.of("a", "b"), new boolean[2], new boolean[] {true, false});

        assertThat(value("f1_micro", nothing)).isNaN();
        assertThat(value("precision_micro", missed)).isZero();
        assertThat(value("recall_micro", missed)).isZero();
    }

    private static double value(String metric, LabelsOutcome outcome) {
        return ((MetricResult.Number) measured(metric, outcome)).value();
    }

    private static MetricResult measured(String name, LabelsOutcome outcome) {
        Metric<Outcome> metric = Offered.metric(name, Map.of());
        metric.add(outcome);
        return metric.result();
    }
}
