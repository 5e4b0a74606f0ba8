// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.detection.box.Box;
import dev.sora.detection.box.LabelledBox;
import dev.sora.detection.metric.Detection;
import dev.sora.particle.TilePrediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins boxes that were predicted for overlapping parts of a picture. A box that an edge of its
 * part cuts off is left out if a box of its class from another part covers most of it; of the
 * others, non-maximum suppression leaves one for each object.
 */
final class TiledBoxes {

    private static final String SCORE = "score";
    private static final String BOXES = "boxes";

    /** The share of a cut box that another one covers. */
    private static final double COVERED = 0.7;

    /** Pixels from an edge within which a box is taken to be cut. */
    private static final double NEAR = 2;

    /** A box in the whole picture, its part, and whether an inner edge of the part cuts it. */
    private record Placed(String label, Detection found, int part, boolean cut) {}

    private final Selection selection;
    private final List<Placed> all = new ArrayList<>();

    /** The boxes of each part. */
    private final List<List<Placed>> byPart = new ArrayList<>();

    private final List<Box> parts = new ArrayList<>();

    private TiledBoxes(Selection selection) {
        this.selection = selection;
    }

    /** Returns the values of the whole picture. */
    static Map<String, Object> joined(List<TilePrediction> parts, Selection selection) {
        TiledBoxes boxes = new TiledBoxes(selection);
        int right = parts.stream().mapToInt(part -> part.left() + part.width()).max().orElse(0);
        int bottom = parts.stream().mapToInt(part -> part.top() + part.height()).max().orElse(0);
        for (int i = 0; i < parts.size(); i++) {
            boxes.add(parts.get(i), i, right, bottom);
        }
        return boxes.values();
    }

    private void add(TilePrediction part, int number, int right, int bottom) {
        List<Placed> own = new ArrayList<>();
        byPart.add(own);
        parts.add(
                new Box(
                        part.left(),
                        part.top(),
                        part.left() + part.width(),
                        part.top() + part.height()));
        for (Object each : (List<?>) part.values().get(BOXES)) {
            Map<?, ?> value = (Map<?, ?>) each;
            List<?> edges = (List<?>) value.get(LabelledBox.BOX);
            double left = ((Number) edges.get(0)).doubleValue() + part.left();
            double top = ((Number) edges.get(1)).doubleValue() + part.top();
            double end = ((Number) edges.get(2)).doubleValue() + part.left();
            double low = ((Number) edges.get(3)).doubleValue() + part.top();
            int partRight = part.left() + part.width();
            int partBottom = part.top() + part.height();
            boolean cut =
                    part.left() > 0 && left < part.left() + NEAR
                            || part.top() > 0 && top < part.top() + NEAR
                            || partRight < right && end > partRight - NEAR
                            || partBottom < bottom && low > partBottom - NEAR;
            own.add(
                    new Placed(
                            (String) value.get(LabelledBox.LABEL),
                            new Detection(
                                    0,
                                    ((Number) value.get(SCORE)).doubleValue(),
                                    new Box(left, top, end, low)),
                            number,
                            cut));
        }
        all.addAll(own);
    }

    private Map<String, Object> values() {
        Map<String, List<Detection>> byLabel = new HashMap<>();
        for (Placed placed : all) {
            if (!placed.cut() || !isCovered(placed)) {
                byLabel.computeIfAbsent(placed.label(), label -> new ArrayList<>())
                        .add(placed.found());
            }
        }
        Comparator<Detection> best = Comparator.comparingDouble(Detection::score).reversed();
        List<Map<String, Object>> found = new ArrayList<>();
        byLabel.forEach(
                (label, detections) -> {
                    detections.sort(best);
                    for (Detection each :
                            Suppression.of(detections, selection.iou(), selection.most())) {
                        Map<String, Object> value = new LinkedHashMap<>();
                        value.put(LabelledBox.LABEL, label);
                        value.put(SCORE, each.score());
                        value.put(LabelledBox.BOX, each.box().edges());
                        found.add(value);
                    }
                });
        found.sort(
                Comparator.comparingDouble((Map<String, Object> value) -> (double) value.get(SCORE))
                        .reversed()
                        .thenComparing(value -> (String) value.get(LabelledBox.LABEL)));
        int most = Math.min(found.size(), selection.most());
        return Map.of(BOXES, List.copyOf(found.subList(0, most)));
    }

    /** Only the parts that overlap a box may have others that cover it. */
    private boolean isCovered(Placed placed) {
        for (int i = 0; i < parts.size(); i++) {
            if (i != placed.part()
                    && parts.get(i).shared(placed.found().box()) > 0
                    && byPart.get(i).stream().anyMatch(other -> covers(other, placed))) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(Placed other, Placed placed) {
        return other.part() != placed.part()
                && other.label().equals(placed.label())
                && (!other.cut() || other.found().box().area() > placed.found().box().area())
                && placed.found().box().within(other.found().box()) > COVERED;
    }
}
