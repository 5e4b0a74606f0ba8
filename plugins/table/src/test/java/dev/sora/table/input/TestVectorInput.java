// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestVectorInput {

    private static final Map<String, Object> PLAIN = Map.of("column", "a");

    private static Map<String, Object> with(String name, Object value) {
        return Map.of("column", "a", name, value);
    }

    private static List<List<Float>> encoded(Map<String, ?> raw, Object... values) {
        List<DataRecord> records = Encoding.column(values);
        return Encoding.floats(Encoding.fit("vector", raw, records), records);
    }

    @Test
    void scalesEachPlaceOnItsOwn() {
        Object[] vectors = {new float[] {1, 100, 7}, new float[] {3, 500, 7}};

        assertThat(encoded(PLAIN, vectors))
                .containsExactly(List.of(-1f, -1f, 0f), List.of(1f, 1f, 0f));
        assertThat(encoded(with("scale", "min-max"), vectors))
                .containsExactly(List.of(0f, 0f, 0f), List.of(1f, 1f, 0f));
        assertThat(encoded(with("scale", "none"), vectors))
                .containsExactly(List.of(1f, 100f, 7f), List.of(3f, 500f, 7f));
        assertThat(encoded(with("clip", 0.5), vectors).get(0)).containsExactly(-0.5f, -0.5f, 0f);
        assertThat(encoded(with("scale", "quantile"), vectors).get(0).get(2)).isZero();
    }

    @Test
    void readsListsOfAnyKind() {
        assertThat(
                        encoded(
                                with("scale", "none"),
                                new float[] {1, 2},
                                new long[] {3, 1L << 30},
                                "5 6",
                                "[7.5, -8]"))
                .containsExactly(
                        List.of(1f, 2f),
                        List.of(3f, (float) (1 << 30)),
                        List.of(5f, 6f),
                        List.of(7.5f, -8f));
        // an array of shape (n, 1) is a column of numbers
        assertThat(encoded(with("scale", "none"), 1L, 2.5, true, "4"))
                .containsExactly(List.of(1f), List.of(2.5f), List.of(1f), List.of(4f));
        assertThat(problem("one two").code()).isEqualTo("SORA-4251");
    }

    @Test
    void refusesVectorsOfAnotherWidth() {
        Problem problem = problem(new float[] {1, 2, 3}, null, new float[] {1, 2});

        assertThat(problem.code()).isEqualTo("SORA-4273");
        assertThat(problem.message()).contains("'a' has 2 numbers");
        assertThat(problem.where()).isEqualTo("test.csv:3");
        assertThat(problem.needs()).isEqualTo("3 numbers, as the first record has (test.csv:1)");
        assertThat(problem.have()).isEqualTo("2");
        assertThat(problem.fix()).contains("on_error: skip");
        assertThat(problem(new float[0]).code()).isEqualTo("SORA-4273");

        FittedInput fitted =
                Encoding.fit("vector", PLAIN, Encoding.column(new float[] {1}, new float[] {2}));
        Problem later = Encoding.broken(() -> fitted.encode(Encoding.column(new float[] {1, 2})));
        assertThat(later.needs()).isEqualTo("1 numbers, as in the training data");

        Problem sized =
                Encoding.broken(
                        () ->
                                Encoding.fit(
                                        "vector",
                                        with("size", 4),
                                        Encoding.column(new float[] {1, 2})));
        assertThat(sized.needs()).isEqualTo("4 numbers, as 'size' says");
        assertThat(Encoding.input("vector", with("size", 4)).spec())
                .isEqualTo(SignalSpec.floats(4));
    }

    @Test
    void replacesMissingNumbersAndVectors() {
        float nan = Float.NaN;
        Object[] vectors = {null, new float[] {1, nan}, new float[] {3, 4}, new float[] {2, 6}};

        assertThat(encoded(with("scale", "none"), vectors))
                .containsExactly(
                        List.of(2f, 5f), List.of(1f, 5f), List.of(3f, 4f), List.of(2f, 6f));
        assertThat(encoded(Map.of("column", "a", "scale", "none", "missing", "indicator"), vectors))
                .startsWith(List.of(2f, 5f, 1f, 1f), List.of(1f, 5f, 0f, 1f));
        assertThat(encoded(Map.of("column", "a", "scale", "min-max", "missing", "zero"), vectors))
                .startsWith(List.of(0f, 0f));
        assertThat(
                        Encoding.broken(
                                        () ->
                                                Encoding.fit(
                                                        "vector",
                                                        with("missing", "error"),
                                                        Encoding.column(vectors)))
                                .where())
                .isEqualTo("test.csv:1");
        Problem element =
                Encoding.broken(
                        () ->
                                Encoding.fit(
                                        "vector",
                                        with("missing", "error"),
                                        Encoding.column(vectors[1])));
        assertThat(element.message()).contains("'a[1]' has no value");
        assertThat(encoded(Map.of("column", "a", "scale", "none", "nodata", List.of(3)), vectors))
                .contains(List.of(1.5f, 4f));
    }

    @Test
    void refusesWhatIsNotFinite() {
        for (float bad : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Problem problem = problem(new float[] {1, 2}, new float[] {1, bad});
            assertThat(problem.code()).isEqualTo("SORA-4271");
            assertThat(problem.message()).contains("'a[1]'");
            assertThat(problem.where()).isEqualTo("test.csv:2");
        }
        // a text that 32 bits do not hold
        assertThat(problem("1 1e39").code()).isEqualTo("SORA-4271");
    }

    @Test
    void refusesWhatIsMissingThroughout() {
        assertThatThrownBy(() -> Encoding.fit("vector", PLAIN, Encoding.column(null, null)))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("SORA-4272", "'a'", "2 records");
        assertThatThrownBy(
                        () ->
                                Encoding.fit(
                                        "vector",
                                        PLAIN,
                                        Encoding.column(new float[] {1, Float.NaN}, null)))
                .hasMessageContainingAll("SORA-4272", "a[1] has no value");
        assertThatThrownBy(() -> Encoding.fit("vector", PLAIN, List.of()))
                .hasMessageContaining("SORA-4254");
    }

    @Test
    void refusesStatesOfAnotherWidth() {
        State state = Encoding.fit("vector", PLAIN, Encoding.column("1 2", "3 4")).state();
        assertThatThrownBy(() -> Encoding.input("vector", with("size", 3)).restore(state))
                .hasMessageContaining("SORA-4411");
        assertThatThrownBy(() -> Encoding.input("vector", PLAIN).restore(State.builder().build()))
                .hasMessageContaining("SORA-4411");
    }

    @Test
    void goesOnWithAScaleOfItsKindAndLength() {
        State state = Encoding.fit("vector", PLAIN, Encoding.column("1 2", "3 4")).state();
        List<DataRecord> now = Encoding.column("10 20", "30 40");

        assertThat(grown(PLAIN, state, now)).isEqualTo(state);
        for (Map<String, Object> other : List.of(with("scale", "quantile"), with("scale", "log"))) {
            assertThat(grown(other, state, now))
                    .isEqualTo(Encoding.fit("vector", other, now).state());
        }
        List<DataRecord> longer = Encoding.column("1 2 3", "4 5 6");
        assertThat(grown(with("size", 3), state, longer).states("scales")).hasSize(3);
    }

    private static State grown(
            Map<String, Object> settings, State state, List<DataRecord> records) {
        return Encoding.input("vector", settings).grow(state, Reading.records(records)).state();
    }

    private static Problem problem(Object... values) {
        return Encoding.broken(() -> Encoding.fit("vector", PLAIN, Encoding.column(values)));
    }
}
