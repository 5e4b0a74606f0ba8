// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestCombiners {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    private NDArray row(float... values) {
        return lab.manager().create(values, new Shape(1, values.length));
    }

    @ParameterizedTest
    @CsvSource({"sum, 6, 4", "mean, 1.5, 1", "max, 4, 5", "product, -8, -15"})
    void reduces(String name, float first, float second) {
        Combiner combiner = Offered.combiner(name, Map.of());

        NDArray joined = lab.run(combiner, false, row(4, 5), row(-1, -3), row(2, 1), row(1, 1));

        assertThat(joined.toFloatArray())
                .containsExactly(new float[] {first, second}, within(1e-6f));
    }

    @Test
    void putsPartsSideBySide() {
        Combiner concat = Offered.combiner("concat", Map.of());

        assertThat(lab.run(concat, false, row(1, 2), row(3)).toFloatArray())
                .containsExactly(1, 2, 3);
        assertThat(planned(concat, SignalSpec.floats(3, 8, 8), SignalSpec.floats(5, 8, 8)))
                .isEqualTo("(8, 8, 8)");
        assertThat(planned(concat, SignalSpec.floats(7, 2), SignalSpec.floats(7, 3)))
                .isEqualTo("(7, 5)");
        assertThat(planned(concat, SignalSpec.floats(-1), SignalSpec.floats(3))).isEqualTo("(?)");
        assertThat(
                        planned(
                                Offered.combiner("concat", Map.of("axis", 0)),
                                SignalSpec.floats(7, 2),
                                SignalSpec.floats(1, 2)))
                .isEqualTo("(8, 2)");
    }

    @Test
    void namesThePartThatDoesNotFit() {
        SignalSpec[] parts = {SignalSpec.floats(10), SignalSpec.floats(10), SignalSpec.floats(12)};

        assertThatThrownBy(() -> planned(Offered.combiner("sum", Map.of()), parts))
                .isInstanceOf(ShapeException.class)
                .hasMessage("needs parts of one shape; part 1 is (10), has part 3 is (12)");
        assertThatThrownBy(
                        () ->
                                planned(
                                        Offered.combiner("concat", Map.of()),
                                        SignalSpec.floats(3, 8, 8),
                                        SignalSpec.floats(3, 8, 9)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "needs parts that differ in dimension 0 only; part 1 is (3, 8, 8), has"
                                + " part 2 is (3, 8, 9)");
        assertThatThrownBy(
                        () ->
                                planned(
                                        Offered.combiner("experts", Map.of("top_k", 3)),
                                        SignalSpec.floats(3),
                                        SignalSpec.floats(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("needs at least 3 experts, has 2 parts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1 | remove 'axis', as the parts have one dimension",
                "2 | 2 | set 'axis' to one from 0 to 1"
            })
    void saysWhichAxesThereAre(int rank, int axis, String fix) {
        long[] shape = new long[rank];
        Arrays.fill(shape, 3);
        SignalSpec part = SignalSpec.floats(shape);
        Combiner concat = Offered.combiner("concat", Map.of("axis", axis));

        assertThatThrownBy(() -> planned(concat, part, part))
                .isInstanceOfSatisfying(
                        ShapeException.class, e -> assertThat(e.fix()).isEqualTo(fix));
    }

    @Test
    void learnedCombinersStartEven() {
        for (String name : List.of("weighted", "gated", "experts")) {
            Map<String, ?> settings = name.equals("gated") ? Map.of("gate", "softmax") : Map.of();

            NDArray joined = lab.run(Offered.combiner(name, settings), false, row(1, 2), row(3, 6));

            assertThat(joined.toFloatArray()).containsExactly(new float[] {2, 4}, within(1e-6f));
        }
    }

    @Test
    void onlyTheBestExpertsTakePart() {
        Combiner experts = Offered.combiner("experts", Map.of("gate", "first", "top_k", 1));
        NDArray[] parts = {row(1, -1), row(1, 0, 0), row(0, 1, 0), row(0, 0, 1)};
        Map<String, NDArray> parameters =
                lab.parameters(experts.plan(Arrays.stream(parts).map(Workbench::specOf).toList()));
        parameters.get("gate.weight").muli(0);
        parameters.get("gate.bias").set(new float[] {0.1f, 0.3f, 0.2f});

        Signal joined = experts.combine(Workbench.parts(false, parts), lab.pass(true, parameters));

        assertThat(joined.values().toFloatArray()).containsExactly(0, 1, 0);
    }

    @Test
    void attentionFollowsItsFormula() {
        Combiner attention = Offered.combiner("attention", Map.of());
        NDArray[] parts = {row(1, 0), row(0, 2)};
        Map<String, NDArray> parameters =
                Map.of("query", lab.manager().create(new float[] {0.5f, 1}, new Shape(1, 2)));

        NDArray joined =
                attention
                        .combine(Workbench.parts(false, parts), lab.pass(true, parameters))
                        .values();

        double one = Math.exp(0.5 / Math.sqrt(2));
        double other = Math.exp(2 / Math.sqrt(2));
        assertThat(joined.toFloatArray())
                .containsExactly(
                        new float[] {
                            (float) (one / (one + other)), (float) (2 * other / (one + other))
                        },
                        within(1e-6f));
    }

    private static String planned(Combiner combiner, SignalSpec... parts) {
        return combiner.plan(List.of(parts)).output().toString();
    }
}
