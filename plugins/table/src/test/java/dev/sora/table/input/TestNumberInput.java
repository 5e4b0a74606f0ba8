// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TestNumberInput {

    @Test
    void standardises() {
        List<DataRecord> records = Encoding.column("1", 2L, 3.0, null, " 4 ");

        FittedInput input = Encoding.fit("number", Map.of("column", "a"), records);

        // mean 2.5, deviation sqrt(1.25)
        assertThat(Encoding.floats(input, records).stream().map(r -> r.get(0)))
                .containsExactly(
                        (float) (-1.5 / Math.sqrt(1.25)),
                        (float) (-0.5 / Math.sqrt(1.25)),
                        (float) (0.5 / Math.sqrt(1.25)),
                        0f,
                        (float) (1.5 / Math.sqrt(1.25)));
    }

    @Test
    void scalesInOtherWays() {
        List<DataRecord> records = Encoding.column("0", "10", "5");
        assertThat(features(Map.of("column", "a", "scale", "min-max"), records))
                .containsExactly(0f, 1f, 0.5f);
        assertThat(features(Map.of("column", "a", "scale", "none"), records))
                .containsExactly(0f, 10f, 5f);
        double[] logs = {0, Math.log(11), Math.log(6)};
        double mean = (logs[1] + logs[2]) / 3;
        double deviation =
                Math.sqrt(
                        (mean * mean
                                        + (logs[1] - mean) * (logs[1] - mean)
                                        + (logs[2] - mean) * (logs[2] - mean))
                                / 3);
        assertThat(features(Map.of("column", "a", "scale", "log"), records).get(1))
                .isCloseTo((float) ((logs[1] - mean) / deviation), within(1e-6f));
        assertThat(features(Map.of("column", "a", "clip", 0.5), records))
                .containsExactly(-0.5f, 0.5f, 0f);
        assertThat(features(Map.of("column", "a"), Encoding.column("7", "7", null)))
                .containsExactly(0f, 0f, 0f);
    }

    @Test
    void bringsRanksToANormalDistribution() {
        List<Object> values = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            values.add(Math.exp(3 * random.nextGaussian()));
        }
        List<DataRecord> records = Encoding.column(values.toArray());

        List<Float> features = features(Map.of("column", "a", "scale", "quantile"), records);

        double mean = features.stream().mapToDouble(f -> f).average().orElseThrow();
        double square = features.stream().mapToDouble(f -> f * f).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(square).isCloseTo(1, within(0.02));
        List<DataRecord> strange = Encoding.column("-5", "1e300", null);
        FittedInput input =
                Encoding.fit("number", Map.of("column", "a", "scale", "quantile"), records);
        assertThat(Encoding.floats(input, strange).get(0).get(0)).isBetween(-5.3f, -5f);
        assertThat(Encoding.floats(input, strange).get(1).get(0)).isBetween(5f, 5.3f);
        assertThat(Encoding.floats(input, strange).get(2).get(0)).isZero();
    }

    @Test
    void knowsTheNormalDistribution() {
        assertThat(Normal.quantile(0.5)).isCloseTo(0, within(1e-9));
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-8));
        assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306167813, within(1e-8));
    }

    @Test
    void fillsBins() {
        // quantiles of 0, 1, 2, 3, 4 in two bins: edges 0, 2, 4
        List<DataRecord> records = Encoding.column("0", "1", "2", "3", "4");
        Map<String, Object> linear = Map.of("column", "a", "bins", 2);
        assertThat(Encoding.floats(Encoding.fit("number", linear, records), records))
                .containsExactly(
                        List.of(0f, 0f),
                        List.of(0.5f, 0f),
                        List.of(1f, 0f),
                        List.of(1f, 0.5f),
                        List.of(1f, 1f));
        Map<String, Object> oneHot = Map.of("column", "a", "bins", 2, "bin_values", "one_hot");
        assertThat(Encoding.floats(Encoding.fit("number", oneHot, records), records))
                .containsExactly(
                        List.of(1f, 0f),
                        List.of(1f, 0f),
                        List.of(0f, 1f),
                        List.of(0f, 1f),
                        List.of(0f, 1f));
        List<DataRecord> constant = Encoding.column("3", "3", null);
        assertThat(Encoding.fit("number", linear, constant).spec().values().dimension(0))
                .isEqualTo(1);
    }

    @Test
    void countsBinsThroughAllColumns() {
        List<DataRecord> records =
                Encoding.records(
                        new Object[] {"0", "10"},
                        new Object[] {"1", null},
                        new Object[] {"2", "20"});
        Map<String, Object> settings =
                Map.of(
                        "columns",
                        List.of("a", "b"),
                        "bins",
                        2,
                        "bin_values",
                        "index",
                        "missing",
                        "indicator");

        FittedInput input = Encoding.fit("number", settings, records);

        // two bins of a, its gap, two bins of b, its gap
        assertThat(input.spec()).isEqualTo(SignalSpec.indices(6, 2));
        assertThat(ints(input, records)).containsExactly(0, 3, 1, 5, 1, 4);
        FittedInput restored = Encoding.input("number", settings).restore(input.state());
        assertThat(ints(restored, records)).isEqualTo(ints(input, records));
    }

    private static int[] ints(FittedInput input, List<DataRecord> records) {
        IntBuffer buffer = input.encode(records).get(0).data().asIntBuffer();
        int[] indices = new int[buffer.remaining()];
        buffer.get(indices);
        return indices;
    }

    @Test
    void readsSeveralColumns() {
        List<DataRecord> records =
                Encoding.records(new Object[] {"0", null}, new Object[] {"2", "5"});

        FittedInput input =
                Encoding.fit(
                        "number",
                        Map.of("columns", List.of("b", "a"), "missing", "indicator"),
                        records);

        assertThat(Encoding.floats(input, records))
                .containsExactly(List.of(0f, -1f, 1f, 0f), List.of(0f, 1f, 0f, 0f));
    }

    @Test
    void showsAListThatIsNoNumber() {
        List<DataRecord> vector = Encoding.column(new float[] {1, 2.5f});
        List<DataRecord> identifiers = Encoding.column(new long[] {1, 2});
        Map<String, String> settings = Map.of("column", "a");

        assertThat(Encoding.broken(() -> Encoding.fit("number", settings, vector)).have())
                .isEqualTo("'[1.0, 2.5]', another kind of value");
        assertThat(Encoding.broken(() -> Encoding.fit("number", settings, identifiers)).have())
                .isEqualTo("'[1, 2]', another kind of value");
    }

    @Test
    void saysWhereANumberIsNone() {
        List<DataRecord> records = Encoding.column("1", "two", null);

        Problem problem =
                Encoding.broken(() -> Encoding.fit("number", Map.of("column", "a"), records));

        assertThat(problem.code()).isEqualTo("SORA-4251");
        assertThat(problem.where()).isEqualTo("test.csv:2");
        assertThat(problem.have()).isEqualTo("'two'");
        assertThat(
                        Encoding.broken(
                                        () ->
                                                Encoding.fit(
                                                        "number",
                                                        Map.of("column", "a", "missing", "error"),
                                                        records.subList(2, 3)))
                                .code())
                .isEqualTo("SORA-4252");
    }

    @Test
    void refusesStatesThatAreNotWhole() {
        for (Map<String, Object> state :
                List.<Map<String, Object>>of(
                        Map.of(),
                        scale(0.0, 0.0, List.of(1.0)),
                        scale(0.0, 1.0, List.of()),
                        scale(0.0, 1.0, List.of(2.0, 1.0)),
                        scale("x", 1.0, List.of(1.0)),
                        Map.of("form", "scale: standardise", "scales", List.of("x")))) {
            assertThatThrownBy(
                            () ->
                                    Encoding.input("number", Map.of("column", "a"))
                                            .restore(Workbench.state(state)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4411");
        }
    }

    private static Map<String, Object> scale(Object shift, Object divisor, List<Double> points) {
        return Map.of(
                "form",
                "scale: standardise",
                "scales",
                List.of(Map.of("shift", shift, "divisor", divisor, "points", points)));
    }

    /** A mean and a deviation are no quantiles: all numbers would become zeros. */
    @Test
    void goesOnOnlyWithAScaleOfItsKind() {
        List<DataRecord> before = Encoding.column(1, 2, 3, 4);
        List<DataRecord> now = Encoding.column(10, 20, 30, 40);
        Map<String, Object> standard = Map.of("column", "a");
        State state = Encoding.fit("number", standard, before).state();

        assertThat(grown(standard, state, now)).isEqualTo(state);
        for (Map<String, Object> other :
                List.<Map<String, Object>>of(
                        Map.of("column", "a", "scale", "quantile"),
                        Map.of("column", "a", "scale", "log"),
                        Map.of("column", "a", "bins", 2))) {
            assertThat(grown(other, state, now))
                    .isEqualTo(Encoding.fit("number", other, now).state());
            assertThatThrownBy(() -> Encoding.input("number", other).restore(state))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4274")
                    .hasMessageContaining("needs  scale: standardise");
        }
    }

    private static State grown(
            Map<String, Object> settings, State state, List<DataRecord> records) {
        return Encoding.input("number", settings).grow(state, Reading.records(records)).state();
    }

    @Test
    void takesAColumnThatIsNotThereForAMistake() {
        for (String type : List.of("number", "category", "date")) {
            assertThatThrownBy(
                            () -> Encoding.fit(type, Map.of("column", "b"), Encoding.column("1")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll("SORA-4257", "'b'");
        }
    }

    @Test
    void wantsOneColumnOrSeveral() {
        for (Map<String, Object> raw :
                List.<Map<String, Object>>of(
                        Map.of(),
                        Map.of("column", "a", "columns", List.of("b")),
                        Map.of("columns", List.of("a1..a3", "a2")))) {
            assertThatThrownBy(() -> Encoding.input("number", raw))
                    .isInstanceOf(ShapeException.class);
        }
    }

    private static List<Float> features(Map<String, ?> raw, List<DataRecord> records) {
        return Encoding.floats(Encoding.fit("number", raw, records), records).stream()
                .map(row -> row.get(0))
                .toList();
    }
}
