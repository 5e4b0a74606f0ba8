// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import dev.sora.detection.box.Box;
import dev.sora.exhibit.Exhibit;
import dev.sora.metric.DivisibleOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predicted and actual boxes of some pictures.
 *
 * @param classes the names of the classes
 * @param threshold the least score of boxes that the model predicts; for metrics, boxes with lower
 *     scores are present, too
 * @param scenes one for each picture
 */
public record BoxesOutcome(List<String> classes, double threshold, List<Scene> scenes)
        implements DivisibleOutcome<BoxesOutcome> {

    /** How an actual box counts. */
    public enum Rule {
        /** It is to be found. */
        COUNTED,
        /**
         * A group of objects: predicted boxes that lie in it, any number of them, are left out.
         * COCO calls it {@code iscrowd}.
         */
        CROWD,
        /** Predicted boxes that match it, any number of them, are left out, as in Pascal VOC. */
        DIFFICULT
    }

    /**
     * An actual box.
     *
     * @param label the index of its class
     * @param box its place, in pixels of the picture
     * @param rule how it counts
     */
    public record Actual(int label, Box box, Rule rule) {}

    /**
     * A picture.
     *
     * @param width in pixels
     * @param height in pixels
     * @param found the predicted boxes, the best first
     * @param actual the actual boxes
     */
    public record Scene(double width, double height, List<Detection> found, List<Actual> actual) {

        /** Copies the lists. */
        public Scene {
            found = List.copyOf(found);
            actual = List.copyOf(actual);
        }
    }

    /** Copies the lists. */
    public BoxesOutcome {
        classes = List.copyOf(classes);
        scenes = List.copyOf(scenes);
    }

    @Override
    public int size() {
        return scenes.size();
    }

    @Override
    public BoxesOutcome joined(List<BoxesOutcome> following) {
        List<Scene> all = new ArrayList<>(scenes);
        following.forEach(part -> all.addAll(part.scenes));
        return new BoxesOutcome(classes, threshold, all);
    }

    @Override
    public BoxesOutcome chosen(int[] records) {
        return new BoxesOutcome(
                classes, threshold, Arrays.stream(records).mapToObj(scenes::get).toList());
    }

    @Override
    public long numbers() {
        return scenes.stream()
                .mapToLong(scene -> scene.found().size() + scene.actual().size())
                .sum();
    }

    @Override
    public List<Exhibit> exhibits(int shown) {
        return BoxExhibits.of(this, shown);
    }
}
