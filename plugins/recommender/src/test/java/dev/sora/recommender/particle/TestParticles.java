// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.JoiningParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.recommender.Bench;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every particle keeps: shapes, gradients, determinism, records on their own, no leak. */
final class TestParticles {

    private static final float STEP = 1e-2f;

    static List<Arguments> particles() {
        // smooth activations, for differences across the corner of a rectifier prove nothing
        Map<String, Object> tower =
                Map.of("factors", 2, "units", List.of(4, 3), "activation", "tanh");
        return List.of(
                of("mf", Scene.PAIR, Map.of("factors", 3)),
                of("mf", Scene.PAIR, Map.of("factors", 3, "cold_start", "average")),
                of("mf", Scene.HISTORY, Map.of("factors", 2, "biases", false)),
                of("mf", Scene.HISTORY, Map.of("factors", 2, "cold_start", "learned")),
                of("gmf", Scene.PAIR, Map.of("factors", 3)),
                of("gmf", Scene.PAIR, Map.of("factors", 3, "cold_start", "zero")),
                of("ncf-mlp", Scene.PAIR, tower),
                of("ncf-mlp", Scene.FIELDS, tower),
                of("factorisation-machine", Scene.FIELDS, Map.of("factors", 2)),
                of(
                        "factorisation-machine",
                        Scene.FIELDS,
                        Map.of("factors", 2, "cold_start", "average", "pooling", "sqrt")),
                of("factorisation-machine", Scene.NUMBERS, Map.of("factors", 2)),
                of("field-embedding", Scene.FIELDS, Map.of("factors", 2, "pooling", "sum")),
                of("cross", Scene.NUMBERS, Map.of()),
                of("cross", Scene.FIELDS, Map.of("factors", 2, "rank", 2, "layers", 3)),
                of("deepfm", Scene.FIELDS, tower),
                of("deepfm", Scene.PAIR, tower),
                of("wide-deep", Scene.FIELDS, tower),
                of("wide-deep", Scene.NUMBERS, tower));
    }

    private static Arguments of(String name, Scene scene, Map<String, Object> settings) {
        return Arguments.of(name, scene, settings);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("particles")
    void keepsItsPlan(String name, Scene scene, Map<String, Object> settings) {
        JoiningParticle particle = Bench.particle(name, settings);
        ParticlePlan plan = particle.plan(scene.specs());
        assertThat(plan.output().values().isKnown()).isTrue();
        try (Bench bench = new Bench()) {
            bench.prepare(plan.parameters());
            bench.shake();
            for (int size : new int[] {1, 2, 7, 100}) {
                NDArray output =
                        particle.forward(scene.batch(size, bench.manager()), bench.pass(false))
                                .head();

                assertThat(output.getShape())
                        .isEqualTo(new Shape(size).addAll(plan.output().values().shape()));
                assertThat(output.isNaN().any().getBoolean()).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("particles")
    void differentiates(String name, Scene scene, Map<String, Object> settings) {
        JoiningParticle particle = Bench.particle(name, settings);
        try (Bench bench = new Bench()) {
            bench.prepare(particle.plan(scene.specs()).parameters());
            bench.shake();
            List<NDList> batch = scene.batch(6, bench.manager());
            Map<String, float[]> found =
                    bench.gradients(() -> particle.forward(batch, bench.pass(true)).head());

            found.forEach(
                    (parameter, gradient) -> {
                        for (int e = 0; e < gradient.length; e++) {
                            double slope = slope(bench, particle, batch, parameter, e);
                            assertThat((double) gradient[e])
                                    .as("%s[%d]", parameter, e)
                                    .isCloseTo(slope, within(5e-3 + 1e-2 * Math.abs(slope)));
                        }
                    });
        }
    }

    private static double slope(
            Bench bench, JoiningParticle particle, List<NDList> batch, String name, int at) {
        NDArray parameter = bench.parameters().get(name);
        float[] values = parameter.toFloatArray();
        double[] results = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] moved = values.clone();
            moved[at] += side == 0 ? -STEP : STEP;
            Bench.fill(parameter, moved);
            results[side] =
                    Bench.project(particle.forward(batch, bench.pass(true)).head()).getFloat();
        }
        Bench.fill(parameter, values);
        return (results[1] - results[0]) / (2 * STEP);
    }

    /** In large batches tables are changed and not what was looked up: the result is the same. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("particles")
    void treatsRecordsOnTheirOwn(String name, Scene scene, Map<String, Object> settings) {
        JoiningParticle particle = Bench.particle(name, settings);
        try (Bench bench = new Bench()) {
            ParticlePlan plan = particle.plan(scene.specs());
            bench.prepare(plan.parameters());
            bench.shake();
            float[] large =
                    particle.forward(scene.batch(50, bench.manager()), bench.pass(false))
                            .head()
                            .toFloatArray();
            float[] small =
                    particle.forward(scene.batch(2, bench.manager()), bench.pass(false))
                            .head()
                            .toFloatArray();

            for (int i = 0; i < small.length; i++) {
                assertThat(small[i]).isCloseTo(large[i], within(1e-5f));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("particles")
    void leavesNothingWithTheParameters(String name, Scene scene, Map<String, Object> settings) {
        JoiningParticle particle = Bench.particle(name, settings);
        try (Bench bench = new Bench()) {
            bench.prepare(particle.plan(scene.specs()).parameters());
            int before = bench.manager().getManagedArrays().size();
            try (NDManager memory = bench.manager().newSubManager()) {
                particle.forward(scene.batch(8, memory), bench.pass(true, memory));
                particle.forward(scene.batch(1, memory), bench.pass(false, memory));
            }

            assertThat(bench.manager().getManagedArrays()).hasSize(before);
        }
    }

    /** A batch of sequences is as long as its longest, so their values are no row of one width. */
    @ParameterizedTest
    @ValueSource(strings = {"ncf-mlp", "deepfm", "wide-deep", "cross", "factorisation-machine"})
    void refusesSequencesOfVectors(String name) {
        JoiningParticle particle = Bench.particle(name, Map.of());
        SignalSpec sequence = SignalSpec.sequence(TensorSpec.floats(9, 4));

        assertThatThrownBy(() -> particle.plan(List.of(SignalSpec.floats(2), sequence)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("a sequence (9, 4)");
    }
}
