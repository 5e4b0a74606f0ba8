// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.problem.DataException;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of tokens, by hand. */
final class TestSubwordPool {

    /** Two records; the second is shorter, and its second token has no piece. */
    private static final int[] SPANS = {1, 3, 3, 4, 4, 7, 1, 2, 2, 2, 0, 0};

    private static final int[] LENGTHS = {8, 3};

    @Test
    void takesTheVectorsOfThePiecesOfEachToken() {
        assertThat(pooled("first")).containsExactly(1, 3, 4, 101, 0, 0);
        assertThat(pooled("last")).containsExactly(2, 3, 6, 101, 0, 0);
        assertThat(pooled("mean")).containsExactly(1.5f, 3, 5, 101, 0, 0);
    }

    /** An encoder of another text has other steps: no token gets the vector of another. */
    @Test
    void refusesStepsThatAreNotThePieces() {
        assertThatThrownBy(() -> pooled("first", new int[] {8, 4}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4597");
    }

    private static float[] pooled(String pooling) {
        return pooled(pooling, LENGTHS);
    }

    /** The vector of step {@code s} of record {@code r} is the number {@code 100 r + s}. */
    private static float[] pooled(String pooling, int[] steps) {
        try (Workbench bench = new Workbench()) {
            float[] values = new float[16];
            for (int i = 0; i < values.length; i++) {
                values[i] = i < 8 ? i : 100 + i - 8;
            }
            Signal encoded =
                    Signal.sequence(
                                    bench.manager().create(values, new Shape(2, 8, 1)),
                                    bench.manager().create(steps))
                            .masked();
            NDArray spans = bench.manager().create(SPANS, new Shape(2, 3, 2));
            Signal pieces =
                    Signal.sequence(
                                    bench.manager().create(new int[16], new Shape(2, 8)),
                                    bench.manager().create(LENGTHS))
                            .with("spans", spans)
                            .with("tokens", bench.manager().create(new int[] {3, 2}));
            SubwordPoolType type = new SubwordPoolType();
            Signal tokens =
                    type.create(Workbench.settings(type, Map.of("pooling", pooling)))
                            .forward(List.of(encoded, pieces), bench.pass(false, Map.of()));
            assertThat(tokens.lengths().toIntArray()).containsExactly(3, 2);
            return tokens.values().toFloatArray();
        }
    }
}
