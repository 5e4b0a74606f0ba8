// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TestBatches {

    @Test
    void cutsWholeBatchesAndARest() {
        assertThat(Batches.cuts(10, 4)).containsExactly(4, 8);
        assertThat(Batches.cuts(8, 4)).containsExactly(4);
        assertThat(Batches.cuts(4, 4)).isEmpty();
        assertThat(Batches.cuts(1, 4)).isEmpty();
        assertThat(Batches.cuts(3, 1)).containsExactly(1, 2);
    }
}
