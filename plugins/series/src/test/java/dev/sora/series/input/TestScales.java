// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputType;
import dev.sora.particle.State;
import dev.sora.series.Types;
import dev.sora.tensor.HostTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scales of windows, whose size must not jump with small changes of the values. */
final class TestScales {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("series", ColumnType.TEXT),
                    Column.of("y", ColumnType.VECTOR),
                    Column.of("y_next", ColumnType.VECTOR));

    private static DataRecord window(String series, float... values) {
        return DataRecord.atLine(SCHEMA, "rows.csv", 1, 2, series, values, new float[] {1});
    }

    private static ScalesFit learned(DataRecord... windows) {
        ScalesFit fit = new ScalesFit(SeriesInput.By.WINDOW);
        for (DataRecord window : windows) {
            fit.add(window, window.get("y", float[].class));
        }
        return fit;
    }

    private static double spread(Scales scales, DataRecord window) {
        return scales.of(window, window.get("y", float[].class)).spread();
    }

    /** One kind of scale does not follow from another, so it is learned again. */
    @Test
    void anotherKindIsLearnedAgain() {
        DataRecord[] before = {window("a", 1, 3), window("b", 10, 14)};
        DataRecord[] after = {window("a", 5, 9), window("b", 50, 54)};
        for (SeriesInput.By was : SeriesInput.By.values()) {
            State state = input(was).fit(Types.records(before)).state();
            for (SeriesInput.By is : SeriesInput.By.values()) {
                State grown = input(is).grow(state, Types.records(after)).state();

                assertThat(grown)
                        .isEqualTo(is == was ? state : input(is).fit(Types.records(after)).state());
            }
        }
    }

    private static SeriesInput input(SeriesInput.By by) {
        return new SeriesInput("y", List.of(), by, false);
    }

    /** Values near a million with a deviation below and above a millionth of them. */
    @Test
    void ofWindowsFollowTheirDeviation() {
        DataRecord calm = window("a", 1e6f - 0.9f, 1e6f + 0.9f);
        DataRecord lively = window("a", 1e6f - 1.1f, 1e6f + 1.1f);
        Scales scales = learned(calm, lively).scales();

        assertThat(spread(scales, calm)).isCloseTo(0.9, within(0.1));
        assertThat(spread(scales, lively)).isCloseTo(1.1, within(0.1));
    }

    /** A stuck sensor is no more uncertain at a high level than at a low one. */
    @Test
    void ofConstantWindowsAreThoseOfTheUsualWindowOfTheirSeries() {
        Scales scales =
                learned(
                                window("a", 999, 1001),
                                window("a", 998, 1002),
                                window("a", 997, 1003),
                                window("b", 10, 30),
                                window("c", 5, 5))
                        .scales();

        assertThat(spread(scales, window("a", 1000, 1000))).isEqualTo(2);
        assertThat(spread(scales, window("b", 1000, 1000))).isEqualTo(10);
        assertThat(spread(scales, window("unknown", 0, 0))).isBetween(1.0, 10.0);
        assertThat(scales.of(window("a", 7, 7), new float[] {7, 7}).level()).isEqualTo(7);
    }

    @Test
    void ofConstantDataArePositive() {
        Scales scales = learned(window("a", 0, 0)).scales();

        assertThat(spread(scales, window("a", 0, 0))).isEqualTo(1);
        assertThat(learned(window("a", 3, 3)).isConstant()).isTrue();
        assertThat(learned(window("a", 3, Math.nextUp(3f))).isConstant()).isFalse();
    }

    /** Input and steps to predict of one window must have one scale. */
    @Test
    void areTheSameForTheHistoryAndTheStepsToPredict() {
        List<DataRecord> windows =
                List.of(window("a", 9, 11), window("b", 0, 8), window("a", 5, 5));
        FittedInput history = fitted(new SeriesType(), Map.of("column", "y"), windows);
        FittedInput next =
                fitted(new TargetSeriesType(), Map.of("column", "y_next", "history", "y"), windows);

        for (DataRecord window : windows) {
            List<HostTensor> past = history.encode(List.of(window));
            float last = past.get(0).data().asFloatBuffer().get(1);
            assertThat(next.encode(List.of(window)).get(0).data().asFloatBuffer().get(0))
                    .isEqualTo(last);
        }
        assertThat(history.encode(windows).get(2).data().asFloatBuffer().get(2)).isEqualTo(1);
    }

    private static FittedInput fitted(
            InputType type, Map<String, Object> settings, List<DataRecord> of) {
        return type.create(Types.settings(type, settings))
                .fit(Types.records(of.toArray(DataRecord[]::new)));
    }

    /** The median of many windows needs little memory, and depends on all of them. */
    @Test
    void keepAnEvenPartOfManyWindows() {
        MedianSpread spreads = new MedianSpread();
        for (int i = 1; i <= 100_000; i++) {
            spreads.add(i);
        }

        assertThat(spreads.median()).isCloseTo(50_000, within(1_000.0));
    }
}
