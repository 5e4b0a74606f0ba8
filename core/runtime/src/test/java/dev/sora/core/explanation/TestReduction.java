// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TestReduction {

    /** Two steps of pictures with 2 x 3 pixels: the step remains, and its pixels are added up. */
    @Test
    void keepsTheStepsOfPictures() {
        Reduction reduction = Reduction.of(new long[] {2, 2, 3}, -1, true);

        assertThat(reduction.shape()).containsExactly(2);
        assertThat(reduction.sums(List.of(new double[] {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2})))
                .containsExactly(6.0, 12.0);
        assertThat(reduction.place(5)).isZero();
        assertThat(reduction.place(6)).isOne();
    }

    @Test
    void keepsTheFeaturesOfSteps() {
        assertThat(Reduction.of(new long[] {4, 3}, -1, true).shape()).containsExactly(4, 3);
        assertThat(Reduction.of(new long[] {4}, -1, true).shape()).containsExactly(4);
    }

    @Test
    void addsUpTheChannelsOfAPicture() {
        Reduction reduction = Reduction.of(new long[] {2, 1, 2}, -1, false);

        assertThat(reduction.shape()).containsExactly(1, 2);
        assertThat(reduction.sums(List.of(new double[] {1, 2, 10, 20})))
                .containsExactly(11.0, 22.0);
    }

    @Test
    void addsUpWhatEmbedsAnIndex() {
        Reduction reduction = Reduction.of(new long[] {2, 2}, 1, true);

        assertThat(reduction.shape()).containsExactly(2);
        assertThat(reduction.sums(List.of(new double[] {1, 2, 3, 4}))).containsExactly(3.0, 7.0);
    }
}
