// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.particle.Particle;
import dev.sora.particle.Pass;
import dev.sora.recommender.Offers;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Unknown users with empty histories among others, which no contract draws. */
final class TestParticles {

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

    /** In large batches tables are changed and not what was looked up: the result is the same. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("particles")
    void treatsRecordsOnTheirOwn(String name, Scene scene, Map<String, Object> settings) {
        Particle particle = Offers.particle(name, settings);
        try (Workbench bench = new Workbench()) {
            Pass pass = bench.pass(false, Scene.shaken(particle.plan(scene.specs()), bench));
            float[] large =
                    particle.forward(scene.batch(50, bench.manager()), pass)
                            .values()
                            .toFloatArray();
            float[] small =
                    particle.forward(scene.batch(2, bench.manager()), pass).values().toFloatArray();

            for (int i = 0; i < small.length; i++) {
                assertThat(small[i]).isCloseTo(large[i], within(1e-5f));
            }
        }
    }
}
