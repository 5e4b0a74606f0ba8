// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.RunControl;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.problem.SoraException;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A swarm trains the weights of one node while a gradient trains those of all others. */
final class TestDivided {

    private static final String MANIFEST =
            """
            manifest: 1
            name: divided
            seed: 3
            data:
              train: {type: synthetic, records: 64}
            inputs:
              x: {type: plain-values, column: x}
            particles:
              first: {type: dense, from: x, units: 3, activation: tanh}
              second: {type: dense, from: first, units: 4}
            outputs:
              y: {type: plain-number, column: y, from: second}
            training:
              procedure: {type: divided, nodes: [first]}
              optimisers:
                named: {type: %s}
                rest: {type: %s}
              epochs: 6
              batch_size: 16
            """;

    private static final String SWARM = "pso, swarm_size: 6, spread: 0.3";
    private static final String GRADIENT = "adam, learning_rate: 0.02";

    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugins();

    @TempDir private Path folder;

    private static Map<String, TensorData> weights(TrainingResult result) {
        return ModelPackage.read(result.model()).weights();
    }

    private static boolean same(Map<String, TensorData> one, Map<String, TensorData> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(
                                each ->
                                        Arrays.equals(
                                                each.getValue().toFloats(),
                                                other.get(each.getKey()).toFloats()));
    }

    @Test
    void aSwarmAndAGradientLowerOneLoss() {
        String both = MANIFEST.formatted(SWARM, GRADIENT);
        TrainingResult short1 = SORA.train(both, "training.epochs=1");
        TrainingResult whole = SORA.train(both);

        double before = short1.metrics().get("train", "y", "loss");
        assertThat(whole.metrics().get("train", "y", "loss")).isLessThan(before);
        Map<String, TensorData> first = weights(short1);
        Map<String, TensorData> last = weights(whole);
        // both parts have moved
        for (String name : first.keySet()) {
            assertThat(last.get(name).toFloats()).as(name).isNotEqualTo(first.get(name).toFloats());
        }
        assertThat(same(weights(SORA.train(both)), last)).isTrue();
    }

    @Test
    void eitherPartMayBeTheSwarm() {
        TrainingResult result = SORA.train(MANIFEST.formatted(GRADIENT, SWARM));

        assertThat(result.metrics().get("train", "y", "loss")).isFinite();
    }

    @Test
    void aResumedTrainingGivesTheSameWeights() {
        String both = MANIFEST.formatted(SWARM, GRADIENT);
        RunControl control = new RunControl();
        control.stopAfter(2);
        SORA.runtime()
                .train(
                        SORA.validate(both),
                        new TrainingRequest(folder, false),
                        event -> {},
                        control);
        TrainingResult resumed =
                SORA.runtime()
                        .train(SORA.validate(both), new TrainingRequest(folder, true), event -> {});

        assertThat(same(weights(resumed), weights(SORA.train(both)))).isTrue();
    }

    @Test
    void aNodeThatDoesNotExistIsRefused() {
        String unknown = MANIFEST.formatted(SWARM, GRADIENT).replace("[first]", "[third]");

        assertThatThrownBy(() -> SORA.validate(unknown))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2219")
                .hasMessageContaining("third");
    }
}
