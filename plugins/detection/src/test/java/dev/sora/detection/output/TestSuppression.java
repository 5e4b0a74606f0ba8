// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.detection.box.Box;
import dev.sora.detection.metric.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Non-maximum suppression by hand. */
final class TestSuppression {

    private static final Detection BEST = new Detection(0, 0.9, new Box(0, 0, 10, 10));

    /** Overlaps the best one by 80 of 120, two thirds. */
    private static final Detection NEAR = new Detection(0, 0.8, new Box(2, 0, 12, 10));

    /** Overlaps the second by two thirds and the best one by 60 of 140, three sevenths. */
    private static final Detection FARTHER = new Detection(0, 0.7, new Box(4, 0, 14, 10));

    @Test
    void leavesOutWhatOverlapsABetterOne() {
        // what is left out itself leaves out nothing
        assertThat(Suppression.of(List.of(BEST, NEAR, FARTHER), 0.5))
                .containsExactly(BEST, FARTHER);
        assertThat(Suppression.of(List.of(BEST, NEAR, FARTHER), 0.4)).containsExactly(BEST);
        assertThat(Suppression.of(List.of(BEST, NEAR, FARTHER), 0.7))
                .containsExactly(BEST, NEAR, FARTHER);
        assertThat(Suppression.of(List.of(BEST, NEAR), 80 / 120.0)).containsExactly(BEST, NEAR);
        assertThat(Suppression.of(List.of(), 0.5)).isEmpty();
    }
}
