// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.UnaryParticle;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestDense {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void plansWeightsForAllValuesOfARecord() {
        ParticlePlan plan =
                Offered.particle("dense", Map.of("units", 7)).plan(SignalSpec.floats(2, 3, 4));

        assertThat(plan.output()).hasToString("(7)");
        assertThat(plan.parameters())
                .extracting(ParameterSpec::name, ParameterSpec::shape, ParameterSpec::role)
                .containsExactly(
                        Tuple.tuple("weight", new Shape(7, 24), ParameterRole.WEIGHT),
                        Tuple.tuple("bias", new Shape(7), ParameterRole.BIAS));
    }

    @Test
    void plansUnknownSizes() {
        ParticlePlan plan =
                Offered.particle("dense", Map.of("units", 7, "bias", false))
                        .plan(SignalSpec.floats(2, TensorSpec.UNKNOWN));

        assertThat(plan.parameters()).hasSize(1);
        assertThat(plan.parameters().get(0).shape()).isEqualTo(new Shape(7, -1));
    }

    @Test
    void refusesWhatIsNotFloats() {
        UnaryParticle dense = Offered.particle("dense", Map.of("units", 7));
        SignalSpec steps = SignalSpec.of(TensorSpec.of(DataType.INT64, 5));

        assertThatThrownBy(() -> dense.plan(steps))
                .isInstanceOf(ShapeException.class)
                .hasMessage("needs floats for dense, has (5) of int64");
    }

    @Test
    void computesTheAffineMap() {
        UnaryParticle dense = Offered.particle("dense", Map.of("units", 2));
        Map<String, NDArray> parameters =
                Map.of(
                        "weight", lab.manager().create(new float[] {1, 2, 3, 4}, new Shape(2, 2)),
                        "bias", lab.manager().create(new float[] {10, 20}));
        NDArray input = lab.manager().create(new float[] {1, 1, 0, 2}, new Shape(2, 2));

        NDArray output = dense.forward(Signal.of(input), lab.pass(false, parameters)).values();

        assertThat(output.getShape()).isEqualTo(new Shape(2, 2));
        assertThat(output.toFloatArray()).containsExactly(13, 27, 14, 28);
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "he", "glorot", "uniform", "zeros"})
    void startsAsTheInitialiserSays(String initialiser) {
        int in = 400;
        ParticlePlan plan =
                Offered.particle("dense", Map.of("units", 200, "initialiser", initialiser))
                        .plan(SignalSpec.floats(in));
        Map<String, NDArray> parameters = lab.parameters(plan);
        double expected =
                switch (initialiser) {
                    case "normal" -> 1.0 / in;
                    case "he" -> 2.0 / in;
                    case "glorot" -> 2.0 / (in + 200);
                    case "uniform" -> 1.0 / in / 3;
                    default -> 0;
                };

        assertThat(parameters.get("weight").square().mean().getFloat())
                .isCloseTo((float) expected, within((float) expected * 0.05f));
        double bias = parameters.get("bias").square().mean().getFloat();
        boolean biased = initialiser.equals("normal") || initialiser.equals("uniform");
        assertThat(bias).isCloseTo(biased ? expected : 0, within(expected * 0.4));
    }
}
