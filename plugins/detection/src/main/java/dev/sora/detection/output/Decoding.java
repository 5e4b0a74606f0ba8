// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.detection.box.Box;
import dev.sora.detection.metric.Detection;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes detections of the scores and boxes of all positions, on the host. */
final class Decoding {

    /** Positions of a picture and class that are compared with each other, best first. */
    private static final int MOST_COMPARED = 1000;

    private static final int MATRIX = 6;

    private final float[] logits;
    private final float[] boxes;
    private final float[] transform;
    private final int positions;
    private final int classes;
    private final Selection selection;

    private Decoding(Signal prediction, int classes, Selection selection) {
        this.logits = prediction.values().toFloatArray();
        this.boxes = prediction.part(Boxes.BOXES).toFloatArray();
        this.transform = prediction.part(Signal.TRANSFORM).toFloatArray();
        this.positions = Math.toIntExact(prediction.values().getShape().get(1));
        this.classes = classes;
        this.selection = selection;
    }

    /** Returns the detections of each record, those with the highest scores first. */
    static List<List<Detection>> of(Signal prediction, List<String> names, Selection selection) {
        Decoding decoding = new Decoding(prediction, names.size(), selection);
        List<List<Detection>> all = new ArrayList<>();
        for (int i = 0; i < prediction.values().getShape().get(0); i++) {
            all.add(decoding.record(i));
        }
        return all;
    }

    /** Returns the edges of a record's picture, in its own pixels. */
    static Box extent(float[] transform, int record) {
        return mapped(transform, record, 0, 0, 1, 1);
    }

    private List<Detection> record(int record) {
        Box picture = extent(transform, record);
        List<Detection> all = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            // of one class, at most as many as of all classes together
            all.addAll(
                    Suppression.of(
                            candidates(record, label, picture), selection.iou(), selection.most()));
        }
        all.sort(Comparator.comparingDouble(Detection::score).reversed());
        return all.size() > selection.most() ? all.subList(0, selection.most()) : all;
    }

    private List<Detection> candidates(int record, int label, Box picture) {
        double least = Math.log(selection.score() / (1 - selection.score()));
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < positions; i++) {
            int row = record * positions + i;
            float logit = logits[row * classes + label];
            if (logit >= least) {
                Detection detection = detection(record, i, label, picture);
                if (detection.box().area() > 0) {
                    found.add(detection);
                }
            }
        }
        found.sort(Comparator.comparingDouble(Detection::score).reversed());
        return found.size() > MOST_COMPARED ? found.subList(0, MOST_COMPARED) : found;
    }

    private Detection detection(int record, int position, int label, Box picture) {
        int row = record * positions + position;
        Box box =
                mapped(
                                transform,
                                record,
                                boxes[4 * row],
                                boxes[4 * row + 1],
                                boxes[4 * row + 2],
                                boxes[4 * row + 3])
                        .clipped(picture.right(), picture.bottom());
        return new Detection(label, 1 / (1 + Math.exp(-logits[row * classes + label])), box);
    }

    /**
     * Returns the position whose prediction is a detection of the first record.
     *
     * @throws IllegalArgumentException if it is none of this prediction
     */
    static int position(
            Signal prediction, List<String> names, Selection selection, Detection detection) {
        Decoding decoding = new Decoding(prediction, names.size(), selection);
        Box picture = extent(decoding.transform, 0);
        for (int i = 0; i < decoding.positions; i++) {
            if (decoding.detection(0, i, detection.label(), picture).equals(detection)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not a detection of this prediction: " + detection);
    }

    /** Maps fractions of the picture that the network sees to pixels of the record's picture. */
    private static Box mapped(
            float[] transform, int record, double left, double top, double right, double bottom) {
        int at = record * MATRIX;
        double[] x = range(transform, at, left, top, right, bottom);
        double[] y = range(transform, at + 3, left, top, right, bottom);
        return new Box(x[0], y[0], x[1], y[1]);
    }

    /** Returns the least and the greatest coordinate over the four corners. */
    private static double[] range(
            float[] transform, int at, double left, double top, double right, double bottom) {
        double first = transform[at] * left;
        double second = transform[at] * right;
        double third = transform[at + 1] * top;
        double fourth = transform[at + 1] * bottom;
        return new double[] {
            Math.min(first, second) + Math.min(third, fourth) + transform[at + 2],
            Math.max(first, second) + Math.max(third, fourth) + transform[at + 2]
        };
    }
}
