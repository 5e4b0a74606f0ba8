// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import dev.sora.engine.Tape;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import dev.sora.testkit.trial.TestEngine;
import org.junit.jupiter.api.Test;

final class TestIntermediates {

    @Test
    void freesTheOperandUnlessItIsTheResult() {
        try (Workbench bench = new Workbench()) {
            NDArray used = bench.manager().create(new float[] {1, -2});
            NDArray kept = bench.manager().create(new float[] {1, -2});

            NDArray result = Intermediates.consumed(used, x -> x.mul(2));
            NDArray same = Intermediates.consumed(kept, Activation.NONE::apply);

            assertThat(result.toFloatArray()).containsExactly(2, -4);
            assertThatThrownBy(used::toFloatArray).isInstanceOf(IllegalStateException.class);
            assertThat(same.toFloatArray()).containsExactly(1, -2);
        }
    }

    @Test
    void aGradientKeepsWhatItNeeds() {
        try (Workbench bench = new Workbench();
                Tape tape = TestEngine.engine().openTape()) {
            NDArray leaf = tape.watch(bench.manager().create(new float[] {3, -2}));

            NDArray square = Intermediates.consumed(leaf.mul(2), NDArray::square);
            NDArray loss = Intermediates.consumed(square, x -> x.sum());
            tape.backward(loss);

            assertThat(tape.gradient(leaf).toFloatArray()).containsExactly(24, -16);
        }
    }

    @Test
    void freesNoValuesThatOthersHold() {
        try (Workbench bench = new Workbench()) {
            Signal input = signal(bench);
            Signal inner = signal(bench);
            Signal result = signal(bench);

            Intermediates.free(input, input, result);
            Intermediates.free(result, input, Signal.of(result.values()));
            Intermediates.free(inner, input, result);

            assertThat(input.values().toFloatArray()).hasSize(2);
            assertThat(result.values().toFloatArray()).hasSize(2);
            assertThatThrownBy(() -> inner.values().toFloatArray())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static Signal signal(Workbench bench) {
        return Signal.of(bench.manager().create(new float[] {1, 2}));
    }
}
