// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.UnaryParticle;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestNormalisations {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void normalisesVectorsOverTheBatchAndKeepsRunningMeans() {
        UnaryParticle particle = Offered.particle("batch_norm", Map.of("momentum", 0.8));
        NDArray input = lab.manager().create(new float[] {1, 10, 3, 30, 5, 50}, new Shape(3, 2));
        Map<String, NDArray> parameters = lab.parameters(particle.plan(Workbench.specOf(input)));

        NDArray output = particle.forward(Signal.of(input), lab.pass(true, parameters)).values();

        float root = (float) Math.sqrt(1.5);
        assertThat(output.toFloatArray())
                .containsExactly(new float[] {-root, -root, 0, 0, root, root}, within(1e-4f));
        // running variance takes the unbiased variance of the batch: 4 and 400
        assertThat(parameters.get("running_mean").toFloatArray())
                .containsExactly(new float[] {0.6f, 6}, within(1e-4f));
        assertThat(parameters.get("running_variance").toFloatArray())
                .containsExactly(new float[] {0.8f + 0.8f, 0.8f + 80}, within(1e-3f));
    }

    @Test
    void usesRunningMeansWhenNotTraining() {
        UnaryParticle particle = Offered.particle("batch_norm", Map.of("epsilon", 1e-9));
        NDArray input = lab.manager().create(new float[] {5, 7}, new Shape(1, 2));
        Map<String, NDArray> parameters =
                Map.of(
                        "scale", lab.manager().create(new float[] {1, 2}),
                        "offset", lab.manager().create(new float[] {0, 1}),
                        "running_mean", lab.manager().create(new float[] {1, 3}),
                        "running_variance", lab.manager().create(new float[] {4, 16}));

        NDArray output = particle.forward(Signal.of(input), lab.pass(false, parameters)).values();

        assertThat(output.toFloatArray()).containsExactly(new float[] {2, 3}, within(1e-5f));
        assertThat(parameters.get("running_mean").toFloatArray()).containsExactly(1, 3);
    }

    @Test
    void doesNotBreakOnALastBatchOfOneRecord() {
        UnaryParticle particle = Offered.particle("batch_norm", Map.of());
        NDArray input = lab.numbers(1, 3);
        Map<String, NDArray> parameters = lab.parameters(particle.plan(Workbench.specOf(input)));

        NDArray output = particle.forward(Signal.of(input), lab.pass(true, parameters)).values();

        assertThat(output.toFloatArray()).doesNotContain(Float.NaN);
        assertThat(parameters.get("running_variance").toFloatArray()).containsExactly(1, 1, 1);
    }

    @Test
    void normalisesImagesByChannelAndSequencesByFeature() {
        UnaryParticle particle = Offered.particle("batch_norm", Map.of());

        NDArray image = lab.run(particle, true, lab.numbers(3, 2, 4, 4)).values();
        NDArray sequence = lab.run(particle, true, lab.numbers(3, 5, 2)).values();

        for (int i = 0; i < 2; i++) {
            NDArray channel = image.get(":, " + i);
            assertThat(channel.mean().getFloat()).isCloseTo(0, within(1e-5f));
            assertThat(channel.square().mean().getFloat()).isCloseTo(1, within(1e-3f));
            NDArray feature = sequence.get(":, :, " + i);
            assertThat(feature.mean().getFloat()).isCloseTo(0, within(1e-5f));
            assertThat(feature.square().mean().getFloat()).isCloseTo(1, within(1e-3f));
        }
    }

    @Test
    void normalisesEachRecord() {
        NDArray last =
                lab.run(Offered.particle("layer_norm", Map.of()), true, lab.numbers(4, 3, 6))
                        .values();
        NDArray whole =
                lab.run(Offered.particle("layer_norm", Map.of()), true, lab.numbers(4, 2, 3, 3))
                        .values();

        assertThat(last.mean(new int[] {2}).toFloatArray())
                .containsOnly(new float[12], within(1e-5f));
        assertThat(whole.flatten(1, -1).mean(new int[] {1}).toFloatArray())
                .containsOnly(new float[4], within(1e-5f));
    }

    @Test
    void plansWhatLayerNormNormalises() {
        assertThat(parameterShape(Map.of(), 7)).isEqualTo(new Shape(7));
        assertThat(parameterShape(Map.of(), 5, 7)).isEqualTo(new Shape(7));
        assertThat(parameterShape(Map.of(), 3, 5, 7)).isEqualTo(new Shape(3, 5, 7));
        assertThat(parameterShape(Map.of("over", "last"), 3, 5, 7)).isEqualTo(new Shape(7));
        assertThat(parameterShape(Map.of("over", "all"), 5, 7)).isEqualTo(new Shape(5, 7));
    }

    private static Shape parameterShape(Map<String, ?> settings, long... dimensions) {
        return Offered.particle("layer_norm", settings)
                .plan(SignalSpec.floats(dimensions))
                .parameters()
                .get(0)
                .shape();
    }

    @Test
    void saysWhatItNormalises() {
        UnaryParticle particle = Offered.particle("batch_norm", Map.of());

        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(2, 3, 4, 5)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "needs a vector (features), a sequence (steps, features) or an image"
                                + " (channels, height, width), has (2, 3, 4, 5)");
    }
}
