// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.series.Types;
import dev.sora.series.input.TargetSeriesType;
import dev.sora.tensor.HostTensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What forecasts refuse, and what they learn of windows. */
final class TestForecastRules {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("series", ColumnType.TEXT),
                    Column.of("position", ColumnType.INTEGER),
                    Column.of("filled", ColumnType.IDENTIFIERS),
                    Column.of("y", ColumnType.VECTOR),
                    Column.of("y_next", ColumnType.VECTOR));
    private static final ForecastRules RULES =
            new ForecastRules("y_next", "y", 1, new double[] {0.5});

    private static void create(OutputType type, Object... more) {
        Map<String, Object> settings = new TreeMap<>(Map.of("column", "y_next", "history", "y"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1]);
        }
        type.create(Types.settings(type, settings));
    }

    private static DataRecord window(
            String series, long position, long[] filled, float[] history, float... next) {
        return DataRecord.atLine(SCHEMA, "rows.csv", 1, 2, series, position, filled, history, next);
    }

    @Test
    void refuseColumnsOfDifferentSeries() {
        for (OutputType type : List.of(new ForecastType(), new GeneratedForecastType())) {
            assertThatThrownBy(() -> create(type, "history", "other"))
                    .hasMessageContaining("SORA-2350")
                    .hasMessageContaining("other_next");
        }
        InputType input = new TargetSeriesType();
        assertThatThrownBy(
                        () ->
                                input.create(
                                        Types.settings(
                                                input, Map.of("column", "y_next", "history", "x"))))
                .hasMessageContaining("SORA-2350");
    }

    @Test
    void refuseQuantilesThatThePathsDoNotReach() {
        OutputType type = new GeneratedForecastType();
        List<Double> far = List.of(0.01, 0.5, 0.9);

        assertThatThrownBy(() -> create(type, "paths", 5, "quantiles", far))
                .hasMessageContaining("SORA-2352")
                .hasMessageContaining("at least 100 paths");
        assertThatThrownBy(() -> create(type, "paths", 9)).hasMessageContaining("SORA-2352");
        assertThatCode(() -> create(type, "paths", 100, "quantiles", far))
                .doesNotThrowAnyException();
        assertThatCode(() -> create(type, "paths", 10)).doesNotThrowAnyException();
        assertThatCode(() -> create(type, "paths", 1)).doesNotThrowAnyException();
        assertThatCode(() -> create(type, "paths", 2, "quantiles", List.of()))
                .doesNotThrowAnyException();
    }

    /** A filled step repeats the one before it, which would halve the naive error here. */
    @Test
    void leaveFilledStepsOutOfTheScaleOfErrors() {
        Learned learned =
                RULES.learn(
                        Types.records(
                                window("a", 0, new long[] {1}, new float[] {0, 0, 4}, 8),
                                window("a", 1, new long[] {0}, new float[] {0, 4, 8}, 12)));

        assertThat(learned.scales()).containsEntry("a", 4.0);
    }

    @Test
    void keepTheScalesOfSeriesThatDoNotOccurAgain() {
        Learned before = new Learned(2, 3, new TreeMap<>(Map.of("a", 1.0, "b", 2.0, "c", 3.0)));
        Learned now = new Learned(5, 6, new TreeMap<>(Map.of("b", 4.0, "c", Double.NaN, "d", 5.0)));

        assertThat(before.grown(now))
                .isEqualTo(
                        new Learned(
                                2,
                                3,
                                new TreeMap<>(Map.of("a", 1.0, "b", 4.0, "c", 3.0, "d", 5.0))));
    }

    /** Windows overlap: whole histories would take many times the memory of the data. */
    @Test
    void keepTheEndOfTheHistory() {
        Learned learned = new Learned(1, 4, new TreeMap<>(Map.of("a", 1.0, "b", 2.0)));
        ForecastRules season = new ForecastRules("y_next", "y", 2, new double[0]);
        List<HostTensor> encoded =
                new Targets(season, learned)
                        .encode(
                                List.of(
                                        window("b", 0, null, new float[] {1, 2, 3, 4}, 5),
                                        window("new", 0, null, new float[] {5, 6, 7, 8}, 9)));

        assertThat(encoded.get(2).shape().getShape()).containsExactly(2, 2);
        assertThat(encoded.get(2).data().asFloatBuffer().get(0)).isEqualTo(3);
        assertThat(encoded.get(2).data().asFloatBuffer().get(3)).isEqualTo(8);
        assertThat(encoded.get(3).data().asIntBuffer().get(0)).isEqualTo(1);
        assertThat(encoded.get(3).data().asIntBuffer().get(1)).isEqualTo(-1);
    }

    /** One series has one name, whatever its column holds. */
    @Test
    void nameSeriesAsAllColumnsAreNamed() {
        float[] history = {1, 2};

        assertThat(ForecastRules.series(window("1.0", 0, null, history, 1))).isEqualTo("1");
        assertThat(ForecastRules.series(window("shop 1 ", 0, null, history, 1)))
                .isEqualTo("shop 1");
    }
}
