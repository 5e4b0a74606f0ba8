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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestShapes {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void flattens() {
        UnaryParticle flatten = Offered.particle("flatten", Map.of());

        assertThat(flatten.plan(SignalSpec.floats(2, 3, 4)).output()).hasToString("(24)");
        assertThat(flatten.plan(SignalSpec.floats(2, -1)).output()).hasToString("(?)");
        assertThat(lab.run(flatten, true, lab.numbers(5, 2, 3, 4)).values().getShape())
                .isEqualTo(new Shape(5, 24));
    }

    @Test
    void flattensAnImageThatIsStoredChannelsLast() {
        NDArray stored = lab.numbers(2, 4, 4, 3).transpose(0, 3, 1, 2);

        NDArray output = lab.run(Offered.particle("flatten", Map.of()), true, stored).values();

        assertThat(output.get("1, 20").getFloat()).isEqualTo(stored.get("1, 1, 1, 0").getFloat());
    }

    @Test
    void reshapes() {
        UnaryParticle reshape = Offered.particle("reshape", Map.of("shape", List.of(3, -1)));

        assertThat(reshape.plan(SignalSpec.floats(12)).output()).hasToString("(3, 4)");
        assertThat(reshape.plan(SignalSpec.floats(-1)).output()).hasToString("(3, ?)");
        assertThat(lab.run(reshape, true, lab.numbers(5, 12)).values().getShape())
                .isEqualTo(new Shape(5, 3, 4));
    }

    @Test
    void saysWhyItCannotReshape() {
        UnaryParticle reshape = Offered.particle("reshape", Map.of("shape", List.of(3, 5)));

        assertThatThrownBy(() -> reshape.plan(SignalSpec.floats(4, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("needs as many values as (3, 5) has, has (4, 4), 16 values");
        UnaryParticle twoOpen = Offered.particle("reshape", Map.of("shape", List.of(-1, -1)));
        assertThatThrownBy(() -> twoOpen.plan(SignalSpec.floats(4)))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void handsOnUnchanged() {
        Signal signal = Signal.sequence(lab.numbers(2, 3), lab.numbers(2));

        Signal output =
                Offered.particle("identity", Map.of()).forward(signal, lab.pass(true, Map.of()));

        assertThat(output.parts()).isEqualTo(signal.parts());
    }

    @Test
    void dropsOnlyWhileTraining() {
        UnaryParticle dropout = Offered.particle("dropout", Map.of("rate", 0.25));
        NDArray ones = lab.manager().ones(new Shape(100, 100));

        float[] trained = lab.run(dropout, true, ones).values().toFloatArray();
        NDArray applied = lab.run(dropout, false, ones).values();

        assertThat(applied).isSameAs(ones);
        int dropped = 0;
        for (float value : trained) {
            assertThat(value == 0 || Math.abs(value - 4 / 3f) < 1e-6).isTrue();
            dropped += value == 0 ? 1 : 0;
        }
        assertThat(dropped / 10_000.0).isCloseTo(0.25, within(0.03));
    }
}
