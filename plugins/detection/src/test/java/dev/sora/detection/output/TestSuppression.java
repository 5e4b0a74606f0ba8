// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.detection.box.Box;
import dev.sora.detection.metric.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
        assertThat(Suppression.of(List.of(BEST, NEAR, FARTHER), 0.5, 9))
                .containsExactly(BEST, FARTHER);
        assertThat(Suppression.of(List.of(BEST, NEAR, FARTHER), 0.4, 9)).containsExactly(BEST);
        assertThat(Suppression.of(List.of(BEST, NEAR, FARTHER), 0.7, 9))
                .containsExactly(BEST, NEAR, FARTHER);
        assertThat(Suppression.of(List.of(BEST, NEAR), 80 / 120.0, 9)).containsExactly(BEST, NEAR);
        assertThat(Suppression.of(List.of(), 0.5, 9)).isEmpty();
    }

    /** The same as by the overlap of pairs of boxes, to the last bit. */
    @Test
    void comparesByIntersectionOverUnion() {
        SplittableRandom random = new SplittableRandom(3);
        List<Detection> sorted = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double x = random.nextDouble(100);
            double y = random.nextDouble(100);
            Box box = new Box(x, y, x + random.nextDouble(40), y + random.nextDouble(40));
            sorted.add(new Detection(0, 1 - i / 300.0, box));
        }
        List<Detection> expected = new ArrayList<>();
        for (Detection each : sorted) {
            if (expected.stream().noneMatch(kept -> kept.box().iou(each.box()) > 0.3)) {
                expected.add(each);
            }
        }

        assertThat(Suppression.of(sorted, 0.3, 300)).isEqualTo(expected).hasSizeBetween(20, 280);
        // the best of them, where fewer are wanted
        for (int most : new int[] {1, 7, expected.size() - 1, expected.size()}) {
            assertThat(Suppression.of(sorted, 0.3, most)).isEqualTo(expected.subList(0, most));
        }
    }
}
