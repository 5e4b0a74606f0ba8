// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.recommender.Offers;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Particles against their formulas, written out in plain Java. */
final class TestFormulas {

    private final Workbench bench = new Workbench();
    private Map<String, NDArray> parameters = Map.of();

    @AfterEach
    void close() {
        bench.close();
    }

    private Particle made(String name, Scene scene, Map<String, ?> settings) {
        Particle particle = Offers.particle(name, settings);
        parameters = Scene.shaken(particle.plan(scene.specs()), bench);
        return particle;
    }

    private Signal indices(int... values) {
        return Signal.of(bench.manager().create(values));
    }

    private float[] row(String parameter, int row) {
        NDArray table = parameters.get(parameter);
        int width = (int) table.getShape().get(1);
        float[] all = table.toFloatArray();
        return java.util.Arrays.copyOfRange(all, row * width, (row + 1) * width);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void factorises() {
        Particle mf = made("mf", Scene.PAIR, Map.of("factors", 3));

        float score =
                mf.forward(List.of(indices(2), indices(3)), bench.pass(false, parameters))
                        .values()
                        .getFloat();

        double expected =
                row("user_bias", 2)[0]
                        + row("item_bias", 3)[0]
                        + dot(row("user", 2), row("item", 3));
        assertThat((double) score).isCloseTo(expected, within(1e-5));
    }

    @Test
    void addsTheHistory() {
        Particle mf = made("mf", Scene.HISTORY, Map.of("factors", 2, "biases", false));
        NDArray steps = bench.manager().create(new int[][] {{1, 3, 0}});

        float score =
                mf.forward(
                                List.of(
                                        indices(4),
                                        indices(1),
                                        Signal.sequence(steps, indices(2).values())),
                                bench.pass(false, parameters))
                        .values()
                        .getFloat();

        float[] user = row("user", 4);
        for (int i = 0; i < user.length; i++) {
            user[i] += (row("history", 1)[i] + row("history", 3)[i]) / (float) Math.sqrt(2);
        }
        assertThat((double) score).isCloseTo(dot(user, row("item", 1)), within(1e-5));
    }

    /** The sum of squares identity against the sum over all pairs. */
    @Test
    void sumsOverAllPairs() {
        Particle machine = made("factorisation-machine", Scene.FIELDS, Map.of("factors", 3));
        NDArray steps = bench.manager().create(new int[][] {{1, 2}});
        float[] numbers = {0.5f, -2, 3};
        List<Signal> record =
                List.of(
                        indices(2),
                        indices(1),
                        Signal.sequence(steps, indices(2).values()),
                        Signal.of(bench.manager().create(new int[][] {{2, 1}})),
                        Signal.of(bench.manager().create(new float[][] {numbers})));

        float score = machine.forward(record, bench.pass(false, parameters)).values().getFloat();

        float[][] fields = new float[8][];
        fields[0] = row("table1", 2);
        fields[1] = row("table2", 1);
        fields[2] = row("table3", 1);
        for (int i = 0; i < 4; i++) {
            fields[2][i] = (fields[2][i] + row("table3", 2)[i]) / 2;
        }
        fields[3] = row("table4", 2);
        fields[4] = row("table4", 1);
        for (int i = 0; i < 3; i++) {
            fields[5 + i] = row("numbers", i);
            for (int j = 0; j < 4; j++) {
                fields[5 + i][j] *= numbers[i];
            }
        }
        double expected = parameters.get("bias").getFloat();
        for (int i = 0; i < fields.length; i++) {
            expected += fields[i][0];
            for (int j = i + 1; j < fields.length; j++) {
                expected += dot(fields[i], fields[j]) - fields[i][0] * fields[j][0];
            }
        }
        assertThat((double) score).isCloseTo(expected, within(1e-3));
    }

    /** What belongs to a user is computed once where the user repeats, with the same result. */
    @ParameterizedTest
    @CsvSource({"mf, PAIR", "mf, HISTORY", "gmf, PAIR"})
    void computesRunsOfAUserAtOnce(String name, Scene scene) {
        Particle particle = made(name, scene, Map.of("factors", 3));
        int[] users = {2, 2, 2, 4, 4, 4, 0, 0, 0, 0, 0, 0};
        int[] items = {1, 2, 3, 0, 3, 1, 1, 1, 2, 3, 2, 2};
        int[][] steps = new int[12][];
        int[] lengths = new int[12];
        for (int i = 0; i < 12; i++) {
            steps[i] = new int[] {1 + users[i] % 3, users[i] == 4 ? 3 : 0};
            lengths[i] = users[i] == 4 ? 2 : 1;
        }
        // one of a run differs
        int[][] mixed = steps.clone();
        mixed[1] = new int[] {2, 0};
        for (int[][] histories : List.of(steps, mixed)) {
            List<Signal> all = batch(scene, users, items, histories, lengths);
            float[] together =
                    particle.forward(all, bench.pass(false, parameters)).values().toFloatArray();

            assertThat(Runs.of(all.get(0).values(), bench.pass(false, parameters)).length())
                    .isEqualTo(3);
            for (int i = 0; i < 12; i++) {
                List<Signal> one =
                        batch(
                                scene,
                                new int[] {users[i]},
                                new int[] {items[i]},
                                new int[][] {histories[i]},
                                new int[] {lengths[i]});
                float[] alone =
                        particle.forward(one, bench.pass(false, parameters))
                                .values()
                                .toFloatArray();
                for (int j = 0; j < alone.length; j++) {
                    assertThat(together[i * alone.length + j]).isCloseTo(alone[j], within(1e-5f));
                }
            }
        }
    }

    private List<Signal> batch(
            Scene scene, int[] users, int[] items, int[][] histories, int[] lengths) {
        NDArray steps = bench.manager().create(histories);
        Signal history = Signal.sequence(steps, indices(lengths).values());
        return List.of(indices(users), indices(items), history).subList(0, scene.specs().size());
    }

    @Test
    void crosses() {
        Particle cross = made("cross", Scene.NUMBERS, Map.of("layers", 1));
        float[] x = {1, -0.5f, 2};

        float[] result =
                cross.forward(
                                List.of(Signal.of(bench.manager().create(new float[][] {x}))),
                                bench.pass(false, parameters))
                        .values()
                        .toFloatArray();

        float[] bias = parameters.get("cross1.bias").toFloatArray();
        for (int i = 0; i < 3; i++) {
            double expected = x[i] * (dot(row("cross1.weight", i), x) + bias[i]) + x[i];
            assertThat((double) result[i]).isCloseTo(expected, within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"zero, 1", "zero, 50", "average, 1", "average, 50", "learned, 1", "learned, 50"})
    void givesTheUnknownWhatIsStated(String policy, int size) {
        Particle gmf = made("gmf", Scene.PAIR, Map.of("factors", 1, "cold_start", policy));

        float[] result =
                gmf.forward(
                                List.of(
                                        indices(new int[size]),
                                        indices(IntStream.range(0, size).map(i -> 2).toArray())),
                                bench.pass(false, parameters))
                        .values()
                        .toFloatArray();

        double mean = 0;
        for (int i = 1; i < 5; i++) {
            mean += row("user", i)[0] / 4;
        }
        double user =
                switch (policy) {
                    case "zero" -> 0;
                    case "average" -> mean;
                    default -> row("user", 0)[0];
                };
        assertThat((double) result[size - 1]).isCloseTo(user * row("item", 2)[0], within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero", "average", "learned"})
    void startsTheUnknownAtZero(String policy) {
        Particle mf = Offers.particle("mf", Map.of("cold_start", policy));
        parameters = bench.parameters(mf.plan(Scene.PAIR.specs()));

        assertThat(row("user", 0)).containsOnly(0);
        assertThat(row("user", 1)).doesNotContain(0);
    }

    /** A table without any known row gives zeros and no NaN. */
    @Test
    void survivesAnEmptyVocabulary() {
        Particle gmf = Offers.particle("gmf", Map.of("factors", 2));
        parameters =
                bench.parameters(gmf.plan(List.of(SignalSpec.indices(1), SignalSpec.indices(1))));

        assertThat(
                        gmf.forward(List.of(indices(0), indices(0)), bench.pass(true, parameters))
                                .values()
                                .toFloatArray())
                .containsOnly(0);
    }

    @Test
    void takesIndicesForUnknownWhileTraining() {
        Particle mf = made("mf", Scene.PAIR, Map.of("factors", 2, "id_dropout", 0.5));
        int[] users = IntStream.range(0, 400).map(i -> 1 + i % 4).toArray();
        int[] items = IntStream.range(0, 400).map(i -> 1 + i % 3).toArray();
        List<Signal> batch = List.of(indices(users), indices(items));

        float[] trained = mf.forward(batch, bench.pass(true, parameters)).values().toFloatArray();
        float[] used = mf.forward(batch, bench.pass(false, parameters)).values().toFloatArray();

        int zeros = 0;
        for (float score : trained) {
            zeros += score == 0 ? 1 : 0;
        }
        assertThat(zeros).isBetween(60, 140);
        assertThat(used).doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mf", "gmf"})
    void refusesOtherSignals(String name) {
        Particle particle = Offers.particle(name, Map.of());
        SignalSpec index = SignalSpec.indices(4);

        assertThatThrownBy(() -> particle.plan(List.of(index)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the index of a user");
        assertThatThrownBy(() -> particle.plan(List.of(index, SignalSpec.floats(3))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("needs the item as one index a record, has (3)");
    }

    @Test
    void plansWhatIsNotKnownYet() {
        for (String name : List.of("mf", "gmf", "ncf-mlp", "deepfm", "wide-deep", "cross")) {
            List<ParameterSpec> specs =
                    Offers.particle(name, Map.of())
                            .plan(List.of(SignalSpec.indices(-1), SignalSpec.indices(-1)))
                            .parameters();

            assertThat(specs).as(name).isNotEmpty();
            assertThat(specs.get(0).shape().get(0)).isEqualTo(-1);
        }
    }
}
