// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestRates {

    /** Five identities with different scores: a fifth five times is not exactly 1. */
    @Test
    void noErrorIsExactlyZero() {
        List<List<float[]>> identities = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            float[] one = new float[5];
            one[i] = 1;
            float[] two = new float[5];
            two[i] = 0.9f - 0.05f * i;
            identities.add(List.of(one, two));
        }

        Rates rates = new Rates(Pairs.of(identities), new int[] {1, 1, 1, 1, 1});

        assertThat(rates.equalError()).isEqualTo(0.0);
        assertThat(rates.at(0.01).tar()).isEqualTo(1.0);
    }
}
