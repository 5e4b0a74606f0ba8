// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Outputs of some records as parts of those of a minibatch. */
final class TestComputed {

    private static Computed ones(long... shape) {
        Computed made = Computed.zeros(shape);
        for (int i = 0; i < made.values().capacity(); i++) {
            made.values().put(i, 1);
        }
        return made;
    }

    @Test
    void leavesZerosAfterTheStepsOfAShorterSequence() {
        Computed whole = Computed.zeros(new long[] {3, 2, 2});
        whole.put(new int[] {2, 0}, ones(2, 1, 2));
        assertThat(whole.values())
                .isEqualTo(FloatBuffer.wrap(new float[] {1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0}));
    }

    /** A file may leave open how many values a step has: each length could have its own number. */
    @Test
    void tellsOutputsOfOtherShapes() {
        assertThat(ones(3, 4, 2).isAlike(ones(1, 1, 2), 2)).isTrue();
        assertThat(ones(3, 4, 4).isAlike(ones(1, 1, 1), 2)).isFalse();
        assertThat(ones(3, 4).isAlike(ones(1, 4), 1)).isTrue();
        assertThat(ones(3, 4).isAlike(ones(1, 3), 1)).isFalse();
    }
}
