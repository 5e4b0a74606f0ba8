// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.standard.lab.Gradients;
import dev.sora.standard.lab.Lab;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TestCombiners {

    private final Lab lab = new Lab();

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

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("sum", Map.of()),
                Arguments.of("mean", Map.of()),
                Arguments.of("max", Map.of()),
                Arguments.of("product", Map.of()),
                Arguments.of("concat", Map.of()),
                Arguments.of("weighted", Map.of()),
                Arguments.of("weighted", Map.of("normalise", "none")),
                Arguments.of("gated", Map.of()),
                Arguments.of("gated", Map.of("gate", "softmax")),
                Arguments.of("attention", Map.of()),
                Arguments.of("attention", Map.of("query", "mean", "units", 3)),
                Arguments.of("experts", Map.of()),
                Arguments.of("experts", Map.of("gate", "mean")),
                Arguments.of("experts", Map.of("gate", "first")),
                Arguments.of("experts", Map.of("gate", "concat", "top_k", 2)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void differentiates(String name, Map<String, ?> settings) {
        Combiner combiner = Offered.combiner(name, settings);
        NDArray[] parts = {lab.numbers(3, 2, 2), lab.numbers(3, 2, 2), lab.numbers(3, 2, 2)};
        Map<String, NDArray> parameters = lab.parameters(Lab.planOf(combiner, parts));
        List<NDArray> leaves = new ArrayList<>(parameters.values());
        leaves.addAll(List.of(parts));

        Gradients.check(
                () -> combiner.combine(Lab.parts(false, parts), lab.pass(true, parameters)).head(),
                leaves);
    }

    @ParameterizedTest
    @MethodSource("all")
    void joinsAGenerationLikeItsMembers(String name, Map<String, ?> settings) {
        for (long[] shape : new long[][] {{3, 4}, {3, 2, 4}, {3, 2, 4, 4}}) {
            for (int count : new int[] {2, 5}) {
                Combiner combiner = Offered.combiner(name, settings);
                NDArray[] parts =
                        Stream.generate(() -> lab.numbers(shape))
                                .limit(count)
                                .toArray(NDArray[]::new);
                Map<String, NDArray> parameters = lab.parameters(Lab.planOf(combiner, parts));

                NDArray one =
                        combiner.combine(Lab.parts(false, parts), lab.pass(true, parameters))
                                .head();
                NDArray whole =
                        combiner.combine(Lab.parts(true, parts), lab.pass(true, parameters)).head();

                assertThat(Lab.specOf(one)).isEqualTo(Lab.planOf(combiner, parts).output());
                assertThat(whole.getShape()).isEqualTo(one.getShape());
                assertThat(whole.toFloatArray()).containsExactly(one.toFloatArray(), within(1e-5f));
            }
        }
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
        Map<String, NDArray> parameters = lab.parameters(Lab.planOf(experts, parts));
        parameters.get("gate.weight").muli(0);
        parameters.get("gate.bias").set(new float[] {0.1f, 0.3f, 0.2f});

        NDList joined = experts.combine(Lab.parts(false, parts), lab.pass(true, parameters));

        assertThat(joined.head().toFloatArray()).containsExactly(0, 1, 0);
    }

    @Test
    void attentionFollowsItsFormula() {
        Combiner attention = Offered.combiner("attention", Map.of());
        NDArray[] parts = {row(1, 0), row(0, 2)};
        Map<String, NDArray> parameters =
                Map.of("query", lab.manager().create(new float[] {0.5f, 1}, new Shape(1, 2)));

        NDArray joined =
                attention.combine(Lab.parts(false, parts), lab.pass(true, parameters)).head();

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
