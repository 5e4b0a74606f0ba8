// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.tensor.SignalSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** A pass of the kit refuses what a pass of core refuses, and rounds nothing that it does not. */
final class TestKitPass {

    @Test
    void whatPassesShareIsComputedInFullPrecision() {
        EngineSeat seat =
                TestEngine.reduced()
                        .orElseThrow(
                                () -> new TestAbortedException("the engine has one precision"));
        try (NDManager manager = seat.newManager()) {
            NDArray weight = manager.create(new float[] {257}, new Shape(1, 1));
            NDArray one = manager.ones(new Shape(1, 1));
            KitPass pass = new KitPass(false, manager, Map.of("weight", weight), 1, seat.engine());
            float[] found =
                    seat.precision()
                            .orElseThrow()
                            .reduced(
                                    () ->
                                            new float[] {
                                                weight.matMul(one).getFloat(),
                                                pass.kept("a", m -> weight.matMul(one)).getFloat(),
                                                pass.constant("b", "weight", w -> w.matMul(one))
                                                        .getFloat()
                                            });

            assertThat(found).containsExactly(256, 257, 257);
        }
    }

    @Test
    void aBufferHasNoConstants() {
        ParticlePlan plan =
                ParticlePlan.of(
                        SignalSpec.floats(1),
                        ParameterSpec.buffer("norm.mean", Initialiser.zeros(), 1));
        try (NDManager manager = TestEngine.newManager()) {
            KitPass pass =
                    new KitPass(false, manager, Map.of("norm.mean", manager.zeros(new Shape(1))));

            assertThatThrownBy(
                            () ->
                                    pass.of(plan)
                                            .within("norm")
                                            .constant("twice", "mean", mean -> mean.mul(2)))
                    .isInstanceOf(Breach.class)
                    .hasMessageContaining("one of the buffer 'norm.mean'");
        }
    }
}
