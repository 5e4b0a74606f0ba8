// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Pass;
import dev.sora.problem.DataException;
import dev.sora.tensor.Signal;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a prediction contains, and losses that are not defined. */
final class TestCtcLoss {

    private static final SampleRecords TEXTS =
            SampleRecords.column("text", ColumnType.TEXT, "a a", "b");

    /** Two steps cannot hold "a a", which needs a blank between; PyTorch returns infinity. */
    @Test
    void isNotDefinedForMoreSymbolsThanSteps() {
        try (Workbench bench = new Workbench()) {
            FittedOutput ctc = output(Map.of());
            Pass pass = bench.pass(true, Map.of());
            Signal target = ctc.target(bench.upload(ctc.encode(TEXTS.list())));
            Signal scores = Signal.of(bench.manager().zeros(new Shape(2, 2, 3)));

            assertThatThrownBy(() -> ctc.loss(scores, target, pass))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4538")
                    .hasMessageContaining("3 steps for 2 symbols")
                    .hasMessageContaining("2 steps");
        }
    }

    /** Steps after the end of a record do not count: its own three hold "a a" in one way only. */
    @Test
    void countsTheStepsOfEachRecord() {
        try (Workbench bench = new Workbench()) {
            FittedOutput ctc = output(Map.of());
            Signal target = ctc.target(bench.upload(ctc.encode(TEXTS.list())));
            Signal scores =
                    Signal.sequence(
                            bench.manager().zeros(new Shape(2, 5, 3)),
                            bench.manager().create(new int[] {3, 1}).toType(DataType.INT32, false));
            float loss = ctc.loss(scores, target, bench.pass(true, Map.of())).getFloat();

            // three steps of 1/3 each, and one
            assertThat(loss).isEqualTo((float) (4 * Math.log(3) / 2));
        }
    }

    @Test
    void listsTextsWithTheirProbability() {
        try (Workbench bench = new Workbench()) {
            FittedOutput ctc = output(Map.of("beam", 10, "alternatives", 3));
            float a = (float) Math.log(0.4);
            float blank = (float) Math.log(0.6);
            Signal scores =
                    Signal.of(
                            bench.manager()
                                    .create(new float[] {blank, a, -50, blank, a, -50})
                                    .reshape(1, 2, 3));
            Map<String, Object> answer = ctc.decode(scores, TEXTS.list().subList(0, 1)).get(0);

            assertThat(answer).containsEntry("text", "a");
            assertThat((double) answer.get("probability")).isBetween(0.6399, 0.6401);
            assertThat((List<?>) answer.get("alternatives")).hasSize(3);
            assertThat(output(Map.of()).decode(scores, TEXTS.list().subList(0, 1)).get(0))
                    .containsEntry("text", "");
        }
    }

    private static FittedOutput output(Map<String, Object> more) {
        CtcType type = new CtcType();
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("column", "text");
        settings.put("head", false);
        return type.create(Workbench.settings(type, settings)).fit(TEXTS);
    }
}
