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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of any size and offset: features are right and finite, or the record is refused. */
final class TestNumberScales {

    /** 1, 2, 3 and 6 in any unit have mean 3 and deviation sqrt(3.5). */
    @ParameterizedTest
    @ValueSource(doubles = {1e-200, 1e-30, 1e-12, 1, 1e9, 1e30, 5e37, -1e30})
    void doNotDependOnTheUnit(double unit) {
        List<DataRecord> records = Encoding.column(unit, 2 * unit, 3 * unit, 6 * unit);

        double sign = Math.signum(unit);
        List<Float> standard = features(Map.of("column", "a"), records);
        if (unit > 1e-150 || unit < 0) {
            for (int i = 0; i < 4; i++) {
                double expected = sign * (List.of(1, 2, 3, 6).get(i) - 3) / Math.sqrt(3.5);
                assertThat(standard.get(i)).isCloseTo((float) expected, within(1e-6f));
            }
        } else {
            // squares underflow: half the range stands for the deviation
            assertThat(standard).containsExactly(-0.8f, -0.4f, 0f, 1.2f);
        }
        List<Float> bounded = features(Map.of("column", "a", "scale", "min-max"), records);
        for (int i = 0; i < 4; i++) {
            double part = (List.of(1, 2, 3, 6).get(i) - 1) / 5.0;
            assertThat(bounded.get(i))
                    .isCloseTo((float) (sign > 0 ? part : 1 - part), within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"1e9, 1", "1e15, 1", "1.7e18, 1e6", "-1e30, 1e20"})
    void areRightFarFromZero(double offset, double step) {
        List<DataRecord> records = Encoding.column(offset - step, offset, offset + step);

        // mean 0 and deviation sqrt(2/3) in steps
        List<Float> features = features(Map.of("column", "a"), records);
        assertThat(features.get(0)).isCloseTo((float) -Math.sqrt(1.5), within(2e-3f));
        assertThat(features.get(1)).isCloseTo(0f, within(2e-3f));
        assertThat(features.get(2)).isCloseTo((float) Math.sqrt(1.5), within(2e-3f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standardise", "min-max", "log", "quantile"})
    void giveZerosForAConstant(String scale) {
        for (Object constant : List.of("0.1", 1e30, -3e-30, 1L << 60, "0")) {
            Object[] values = new Object[7];
            Arrays.fill(values, constant);
            assertThat(features(Map.of("column", "a", "scale", scale), Encoding.column(values)))
                    .as(scale + " of " + constant)
                    .containsOnly(0f);
        }
        // 0.1 + 0.2 and 0.3: a constant but for rounding
        assertThat(features(Map.of("column", "a"), Encoding.column(0.1 + 0.2, 0.3, 0.3)))
                .allSatisfy(f -> assertThat(f).isCloseTo(0f, within(1e-6f)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standardise", "min-max", "none"})
    void refuseWhatOverflows32Bits(String scale) {
        for (Object large : List.of("1e39", 1e200, -Double.MAX_VALUE, "-3.5e38")) {
            List<DataRecord> records = Encoding.column(1, 2, large, 3);
            Map<String, Object> settings = Map.of("column", "a", "scale", scale);

            Problem problem = Encoding.broken(() -> Encoding.fit("number", settings, records));

            assertThat(problem.code()).isEqualTo("SORA-4271");
            assertThat(problem.message()).contains("'a'").contains("too large");
            assertThat(problem.where()).isEqualTo("test.csv:3");
            assertThat(Double.parseDouble(problem.have()))
                    .isEqualTo(Double.parseDouble(large.toString()));
            assertThat(problem.fix()).contains("nodata", "scale: log", "on_error: skip");
            FittedInput fitted = Encoding.fit("number", settings, Encoding.column(1, 2, 3));
            assertThat(Encoding.broken(() -> fitted.encode(records)).code()).isEqualTo("SORA-4271");
        }
    }

    @Test
    void refuseWhatOverflowsOnceItIsScaled() {
        List<DataRecord> small = Encoding.column(1e-30, 2e-30, 3e-30);
        List<DataRecord> large = Encoding.column(1e30);
        FittedInput fitted = Encoding.fit("number", Map.of("column", "a"), small);

        assertThat(Encoding.broken(() -> fitted.encode(large)).code()).isEqualTo("SORA-4271");
        FittedInput clipped = Encoding.fit("number", Map.of("column", "a", "clip", 5), small);
        assertThat(Encoding.floats(clipped, large).get(0)).containsExactly(5f);
    }

    /** What the remedy of SORA-4271 names works for every finite number. */
    @Test
    void takeAnyNumberByLogarithmRankOrBin() {
        Object[] values = {-Double.MAX_VALUE, -1e200, -1, 0, 4.9e-324, 1e200, Double.MAX_VALUE};
        List<DataRecord> records = Encoding.column(values);
        for (Map<String, Object> settings :
                List.<Map<String, Object>>of(
                        Map.of("column", "a", "scale", "log"),
                        Map.of("column", "a", "scale", "quantile"),
                        Map.of("column", "a", "bins", 3),
                        Map.of("column", "a", "bins", 3, "missing", "indicator"))) {
            FittedInput fitted = Encoding.fit("number", settings, records);
            State scale = fitted.state().states("scales").get(0);
            assertThat(List.of(scale.number("shift"), scale.number("divisor")))
                    .allMatch(Double::isFinite);
            assertThat(scale.numbers("points")).isNotNull();
            assertThat(Encoding.floats(fitted, records))
                    .allSatisfy(
                            row ->
                                    assertThat(row)
                                            .allSatisfy(
                                                    f -> assertThat(Float.isFinite(f)).isTrue()));
        }
        List<Float> ranks = features(Map.of("column", "a", "scale", "quantile"), records);
        assertThat(ranks).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void takeListedNumbersForMissingOnes() {
        List<DataRecord> records =
                Encoding.column("-9999", -9999L, -9999.0, 9.969209968386869e36, 1, 3, null);
        Map<String, Object> settings = Map.of("column", "a", "nodata", List.of(-9999, 9.96921e36));

        assertThat(features(settings, records)).containsExactly(0f, 0f, 0f, 0f, -1f, 1f, 0f);

        Map<String, Object> strict =
                Map.of("column", "a", "nodata", List.of(-9999), "missing", "error");
        assertThat(Encoding.broken(() -> Encoding.fit("number", strict, records)).code())
                .isEqualTo("SORA-4252");
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "category", "date"})
    void refuseAColumnWithoutAnyValue(String type) {
        List<DataRecord> records =
                Encoding.records(
                        new Object[] {"1704067200", null, null},
                        new Object[] {"1735689600", null, null});
        Map<String, Object> settings = Map.of("columns", List.of("a", "b", "c"));

        assertThatThrownBy(() -> Encoding.fit(type, settings, records))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("SORA-4272", "'b', 'c'", "2 records");
        assertThatThrownBy(
                        () ->
                                Encoding.fit(
                                        "number",
                                        Map.of("column", "b", "missing", "zero"),
                                        records))
                .hasMessageContaining("SORA-4272");
    }

    private static List<Float> features(Map<String, ?> raw, List<DataRecord> records) {
        return Encoding.floats(Encoding.fit("number", raw, records), records).stream()
                .map(row -> row.get(0))
                .toList();
    }
}
