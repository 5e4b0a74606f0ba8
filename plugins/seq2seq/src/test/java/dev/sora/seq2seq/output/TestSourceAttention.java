// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import dev.sora.problem.DataException;
import dev.sora.seq2seq.decoder.Attention;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which third signals of an output of texts can be shown. */
final class TestSourceAttention {

    /** A stride of the encoder is found in any pass, before texts are generated. */
    @Test
    void stepsThatAreNotThePiecesAreRefusedInEachPass() {
        try (Workbench bench = new Workbench()) {
            Signal prediction = bench.sequences(3, 2, 3, 2);
            Signal pieces =
                    Signal.sequence(
                            bench.manager().create(new int[8], new Shape(2, 4)),
                            bench.manager().create(new int[] {4, 3}));
            Signal whole = prediction.with(Attention.ATTENTION, bench.numbers(2, 3, 4));
            Signal half = prediction.with(Attention.ATTENTION, bench.numbers(2, 3, 2));

            assertThat(SourceAttention.with(prediction, List.of(whole, prediction, pieces)).parts())
                    .hasSize(prediction.parts().size() + 2);
            assertThatThrownBy(
                            () ->
                                    SourceAttention.with(
                                            prediction, List.of(half, prediction, pieces)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4391");
        }
    }

    @Test
    void piecesWithoutNamesAreRefused() {
        SignalSpec steps = SignalSpec.sequence(TensorSpec.floats(4, 3));
        SignalSpec pieces = SignalSpec.sequence(TensorSpec.indices(2, 4));

        assertThat(SourceAttention.names(List.of(steps, pieces))).isEmpty();
        assertThat(
                        SourceAttention.names(
                                List.of(steps, pieces, pieces.withEntries(List.of("a", "b")))))
                .contains(List.of("a", "b"));
        assertThatThrownBy(() -> SourceAttention.names(List.of(steps, pieces, pieces)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("names");
    }
}
