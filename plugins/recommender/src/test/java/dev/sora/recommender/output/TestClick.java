// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.metric.ClassOutcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.recommender.InMemoryRecords;
import dev.sora.recommender.Offers;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestClick {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    private Signal column(float... values) {
        return Signal.of(bench.manager().create(values, new Shape(values.length, 1)));
    }

    private static OutputParticle click(Map<String, ?> more) {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("column", "click");
        return Offers.output("click", settings);
    }

    private float[] targets(OutputParticle click, InMemoryRecords rows) {
        return bench.upload(click.fit(rows).encode(rows.all())).head().toFloatArray();
    }

    @Test
    void readsYesAndNoInEveryForm() {
        assertThat(
                        targets(
                                click(Map.of()),
                                InMemoryRecords.texts("click", "1", "0", "true", "False")))
                .containsExactly(1, 0, 1, 0);
        assertThat(
                        targets(
                                click(Map.of()),
                                InMemoryRecords.of("click", ColumnType.BOOLEAN, true, false)))
                .containsExactly(1, 0);
        assertThat(
                        targets(
                                click(Map.of()),
                                InMemoryRecords.of("click", ColumnType.NUMBER, 0.0, 1.0)))
                .containsExactly(0, 1);
        assertThat(
                        targets(
                                click(Map.of("positive", ">50K")),
                                InMemoryRecords.texts("click", ">50K", "<=50K")))
                .containsExactly(1, 0);
    }

    @Test
    void startsFromTheOddsOfTheTrainingData() {
        FittedOutput fitted =
                click(Map.of()).fit(InMemoryRecords.texts("click", "1", "0", "0", "0"));

        Signal logits = fitted.forward(List.of(column(0, 1)), bench.pass(false, Map.of()));

        assertThat((double) fitted.decode(logits, List.of()).get(0).get("probability"))
                .isCloseTo(0.25, within(1e-6));
        assertThat(fitted.decode(logits, List.of()).get(0)).containsEntry("click", false);
    }

    @Test
    void computesTheLogLoss() {
        FittedOutput fitted = click(Map.of()).fit(InMemoryRecords.texts("click", "1", "0"));
        Signal target = column(1, 0);

        // logits far off must not overflow
        assertThat(fitted.loss(column(-200, 300), target, bench.pass(true, Map.of())).getFloat())
                .isCloseTo(250f, within(1e-3f));
        double p = 1 / (1 + Math.exp(-0.5));
        assertThat(
                        (double)
                                fitted.loss(column(0.5f, 0.5f), target, bench.pass(true, Map.of()))
                                        .getFloat())
                .isCloseTo(-(Math.log(p) + Math.log(1 - p)) / 2, within(1e-6));
        ClassOutcome outcome = (ClassOutcome) fitted.outcome(column(0.5f, -1), target);
        assertThat((double) outcome.probability(0, 1)).isCloseTo(p, within(1e-6));
        assertThat(outcome.targets()).containsExactly(1, 0);
        assertThat(fitted.progressValue(column(0.5f, 1), target).getFloat()).isEqualTo(0.5f);
    }

    @Test
    void refusesWhatSaysNothing() {
        assertThatThrownBy(() -> click(Map.of()).fit(InMemoryRecords.texts("click", "1", "maybe")))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("rows.csv:3");
        assertThatThrownBy(() -> click(Map.of()).fit(InMemoryRecords.texts("click", "1", "1")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2 times yes, 0 times no");
    }

    @Test
    void comesBackFromItsState() {
        State state = click(Map.of()).fit(InMemoryRecords.texts("click", "1", "0")).state();

        assertThat(click(Map.of()).restore(state).state()).isEqualTo(state);
        assertThatThrownBy(
                        () ->
                                click(Map.of())
                                        .restore(
                                                State.builder().string("log_odds", "much").build()))
                .isInstanceOf(DataException.class);
    }
}
