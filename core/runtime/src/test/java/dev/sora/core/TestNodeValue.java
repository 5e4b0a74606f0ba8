// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TestNodeValue {

    @Test
    void holdsAsManyElementsAsItsShapeSays() {
        assertThat(NodeValue.of(new float[] {1, 2, 3, 4}, 2, 2).floats())
                .containsExactly(1, 2, 3, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeValue.of(new float[3], 2, 4))
                .withMessage("3 values for a shape of 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeValue.of(new float[9], 2, 4))
                .withMessage("9 values for a shape of 8");
    }
}
