// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.metric.NumberOutcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestRegression {

    /** Mean 4, deviation 2. */
    private static final SampleRecords PRICES =
            SampleRecords.column("price", ColumnType.NUMBER, 2.0, 6.0, 2.0, 6.0);

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    private static OutputParticle prices(Map<String, ?> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("column", "price");
        return Offered.output("regression", settings);
    }

    private Signal column(float... values) {
        return Signal.of(lab.manager().create(values, new Shape(values.length, 1)));
    }

    /** What csv gives is text. */
    @Test
    void readsNumbersFromTexts() {
        SampleRecords texts =
                SampleRecords.column("price", ColumnType.TEXT, " 2.0", "6", "2e0 ", "6.");

        assertThat(prices(Map.of()).fit(texts).state())
                .isEqualTo(prices(Map.of()).fit(PRICES).state());
        SampleRecords none = SampleRecords.column("price", ColumnType.TEXT, "dear");
        assertThatThrownBy(() -> prices(Map.of()).fit(none))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4306")
                .hasMessageContaining("dear");
    }

    @Test
    void standardisesAndBringsBack() {
        FittedOutput fitted = prices(Map.of()).fit(PRICES);
        Signal target = fitted.target(lab.upload(fitted.encode(PRICES.list())));

        assertThat(target.values().toFloatArray()).containsExactly(-1, 1, -1, 1);
        assertThat(fitted.decode(column(0.5f), List.of())).containsExactly(Map.of("value", 5.0));
        NumberOutcome outcome = (NumberOutcome) fitted.outcome(column(-1, 1, 0, 1), target);
        assertThat(outcome.predicted()).containsExactly(2, 6, 4, 6);
        assertThat(outcome.targets()).containsExactly(2, 6, 2, 6);
        assertThat(fitted.progressValue(column(-1, 1, 0, 1), target).getFloat()).isEqualTo(0.5f);
    }

    @Test
    void leavesTargetsAlone() {
        FittedOutput fitted = prices(Map.of("standardise", false)).fit(PRICES);

        assertThat(lab.upload(fitted.encode(PRICES.list())).head().toFloatArray())
                .containsExactly(2, 6, 2, 6);
    }

    /** Whether targets are scaled is for the manifest to say, by which scale for the model. */
    @Test
    void keepsTheScaleOfAModelToGoOnFromUnlessTheSettingSaysOtherwise() {
        SampleRecords others = SampleRecords.column("price", ColumnType.NUMBER, 10.0, 30.0);
        State scaled = prices(Map.of()).fit(PRICES).state();
        State plain = prices(Map.of("standardise", false)).fit(PRICES).state();

        assertThat(prices(Map.of()).grow(scaled, others).state()).isEqualTo(scaled);
        assertThat(prices(Map.of()).grow(plain, others).state())
                .isEqualTo(prices(Map.of()).fit(others).state());
        OutputParticle unscaled = prices(Map.of("standardise", false));
        assertThat(unscaled.grow(scaled, others).state()).isEqualTo(plain);
        assertThat(unscaled.grow(plain, others).state()).isEqualTo(plain);
    }

    /** 32 bits do not tell 1e9 - 1 from 1e9 + 1; metrics do. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void measuresByTheTargetsAsTheyAre(boolean standardise) {
        SampleRecords far =
                SampleRecords.column(
                        "price", ColumnType.NUMBER, 999_999_999.0, 1_000_000_001.0, 1e9, 0.1);
        FittedOutput fitted = prices(Map.of("standardise", standardise)).fit(far);
        Signal target = fitted.target(lab.upload(fitted.encode(far.list())));

        NumberOutcome outcome = (NumberOutcome) fitted.outcome(column(1e9f, 1e9f, 1e9f, 0), target);

        assertThat(outcome.targets()).containsExactly(999_999_999, 1_000_000_001, 1e9, 0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1, 1e9, 1e30, 1e37})
    void standardisesInAnyUnit(double unit) {
        SampleRecords rows =
                SampleRecords.column(
                        "price", ColumnType.NUMBER, 2 * unit, 6 * unit, 2 * unit, 6 * unit);

        float[] targets =
                lab.upload(prices(Map.of()).fit(rows).encode(rows.list())).head().toFloatArray();

        assertThat(targets).containsExactly(new float[] {-1, 1, -1, 1}, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesWhatOverflows32Bits(boolean standardise) {
        SampleRecords rows = SampleRecords.column("price", ColumnType.NUMBER, 1.0, 2.0, 1e200);

        FittedOutput fitted = prices(Map.of("standardise", standardise)).fit(PRICES);

        assertThatThrownBy(() -> fitted.encode(rows.list()))
                .isInstanceOf(RecordException.class)
                .hasMessageContainingAll(
                        "SORA-4311", "'price' holds 1.0E200", "samples.csv:4", "on_error: skip");
        assertThatThrownBy(() -> prices(Map.of()).fit(rows))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4311");
    }

    @Test
    void takesAConstantTarget() {
        FittedOutput fitted =
                prices(Map.of()).fit(SampleRecords.column("price", ColumnType.INTEGER, 3L, 3L));

        assertThat(fitted.decode(column(0), List.of())).containsExactly(Map.of("value", 3.0));
    }

    /** Errors 0.5, -3. */
    @ParameterizedTest
    @CsvSource({"mse, 4.625", "mae, 1.75", "huber, 1.3125"})
    void computesTheLoss(String loss, float expected) {
        FittedOutput fitted = prices(Map.of("loss", loss)).fit(PRICES);

        NDArray value = fitted.loss(column(1, 0), column(0.5f, 3), lab.pass(true, Map.of()));

        assertThat(value.getFloat()).isCloseTo(expected, within(1e-6f));
    }

    @Test
    void comesBackFromItsState() {
        OutputParticle output = prices(Map.of());
        State state = output.fit(PRICES).state();

        assertThat(output.restore(state).state())
                .isEqualTo(state)
                .isEqualTo(Workbench.state(Map.of("mean", 4.0, "deviation", 2.0)));
        for (Map<String, Object> broken :
                List.<Map<String, Object>>of(
                        Map.of("mean", 1.0),
                        Map.of("mean", 1.0, "deviation", 0.0),
                        Map.of("mean", 1.0, "deviation", -1.0),
                        Map.of("mean", "1", "deviation", 1.0))) {
            assertThatThrownBy(() -> output.restore(Workbench.state(broken)))
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void refusesWhatIsNoNumber() {
        SampleRecords rows = SampleRecords.column("price", ColumnType.NUMBER, 1.0, Double.NaN);

        assertThatThrownBy(() -> prices(Map.of()).fit(rows))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("samples.csv:3");
    }

    @Test
    void needsOneValueWithoutHead() {
        assertThatThrownBy(() -> prices(Map.of("head", false)).plan(List.of(SignalSpec.floats(2))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("needs one value, as the output has no head, has (2)");
    }
}
