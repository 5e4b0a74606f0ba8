// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.particle.TilePrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Boxes of overlapping parts of a picture of 180 x 100 pixels. */
final class TestTiledBoxes {

    private static final Selection SELECTION = new Selection(0.3, 0.6, 100);

    private static Map<String, Object> box(String label, double score, double... edges) {
        List<Double> box = new ArrayList<>();
        for (double edge : edges) {
            box.add(edge);
        }
        return Map.of("label", label, "score", score, "box", box);
    }

    private static TilePrediction tile(int left, int width, Object... boxes) {
        return TilePrediction.of(left, 0, width, 100, Map.of("boxes", List.of(boxes)));
    }

    private static List<?> joined(TilePrediction... parts) {
        return (List<?>) TiledBoxes.joined(List.of(parts), SELECTION).get("boxes");
    }

    /** Core asks with no parts whether an output can join them. */
    @Test
    void noPartsHaveNoBoxes() {
        assertThat(joined()).isEmpty();
    }

    @Test
    void placesAreThoseOfTheWholePicture() {
        assertThat(
                        joined(
                                tile(0, 180),
                                tile(0, 100, box("cell", 0.5, 10, 20, 30, 40)),
                                tile(80, 100, box("cell", 0.9, 50, 20, 70, 40))))
                .isEqualTo(
                        List.of(
                                box("cell", 0.9, 130, 20, 150, 40),
                                box("cell", 0.5, 10, 20, 30, 40)));
    }

    @Test
    void anObjectInSeveralPartsIsFoundOnce() {
        assertThat(
                        joined(
                                tile(0, 180, box("cell", 0.6, 84, 20, 97, 40)),
                                tile(0, 100, box("cell", 0.8, 83, 20, 97, 40)),
                                tile(80, 100, box("cell", 0.7, 3, 20, 17, 41))))
                .isEqualTo(List.of(box("cell", 0.8, 83, 20, 97, 40)));
    }

    /** The left part sees half of it, with a high score; the right part sees all of it. */
    @Test
    void aBoxThatIsCutOffIsLeftOutWhereAnotherPartHasTheWhole() {
        assertThat(
                        joined(
                                tile(0, 180),
                                tile(0, 100, box("cell", 0.95, 90, 20, 100, 40)),
                                tile(80, 100, box("cell", 0.5, 10, 20, 40, 40))))
                .isEqualTo(List.of(box("cell", 0.5, 90, 20, 120, 40)));
    }

    /** Parts of a large object with higher scores than the whole of it (obss/sahi#560). */
    @Test
    void aLargeObjectIsNotReplacedByItsParts() {
        assertThat(
                        joined(
                                tile(0, 180, box("cell", 0.4, 20, 10, 170, 90)),
                                tile(0, 100, box("cell", 0.9, 21, 10, 100, 90)),
                                tile(80, 100, box("cell", 0.8, 0, 11, 90, 90))))
                .isEqualTo(List.of(box("cell", 0.4, 20, 10, 170, 90)));
    }

    /** At the edge of the picture an object is cut by the photographer. */
    @Test
    void otherObjectsStay() {
        assertThat(
                        joined(
                                tile(0, 180),
                                tile(
                                        0,
                                        100,
                                        box("cell", 0.9, 0, 20, 20, 40),
                                        box("dust", 0.4, 95, 20, 100, 40)),
                                tile(80, 100, box("cell", 0.5, 10, 20, 40, 40))))
                .hasSize(3);
    }
}
