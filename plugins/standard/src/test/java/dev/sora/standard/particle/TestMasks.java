// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which steps of sequences are valid, as signals tell it. */
final class TestMasks {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void tellValidStepsFromPadding() {
        NDArray lengths = lab.manager().create(new int[] {2, 0, 3});
        Signal signal = Signal.sequence(lab.manager().ones(new Shape(3, 3, 2)), lengths);

        assertThat(signal.mask().toFloatArray()).containsExactly(1, 1, 0, 0, 0, 0, 1, 1, 1);
        assertThat(signal.masked().values().toFloatArray())
                .containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
        assertThat(signal.masked().lengths()).isSameAs(lengths);
    }

    @Test
    void leaveWhatIsNoSequence() {
        Signal vector = Signal.of(lab.manager().ones(new Shape(3, 2)));

        assertThat(vector.masked()).isSameAs(vector);
    }

    @Test
    void keepWholeNumbersWhole() {
        NDArray indices = lab.manager().create(new int[] {5, 6, 7, 8}, new Shape(2, 2));
        Signal signal = Signal.sequence(indices, lab.manager().create(new int[] {1, 2}));

        assertThat(signal.masked().values().toIntArray()).containsExactly(5, 0, 7, 8);
    }
}
