// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestGraphPass {

    /** Passes share a constant until a step updates its parameter; no step updates a buffer. */
    @Test
    void aBufferHasNoConstants() {
        Pass pass =
                new GraphPass(
                        PassMode.TRAIN,
                        null,
                        key -> null,
                        "node.",
                        "node.",
                        Map.of(),
                        Set.of("norm.running_mean"),
                        "",
                        null,
                        null,
                        0,
                        0,
                        new Parameters.StepConstants(),
                        null,
                        null,
                        null);

        assertThatThrownBy(
                        () ->
                                pass.within("norm")
                                        .constant("twice", "running_mean", mean -> mean.mul(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'norm.running_mean' is a buffer, which any pass may change");
    }
}
