// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.data.ImageValue;
import dev.sora.detection.box.Box;
import dev.sora.detection.box.LabelledBox;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an annotation states about a picture, not checked yet.
 *
 * @param where the annotation, for messages
 * @param width of the picture, or 0 if it is not stated
 * @param height of the picture, or 0 if it is not stated
 * @param objects the objects in it
 */
record Marked(String where, int width, int height, List<Thing> objects) {

    /** Edges may lie this many pixels outside of the picture: those of rounded coordinates do. */
    private static final double ROUNDING = 1;

    /**
     * An object.
     *
     * @param where the object, for messages
     * @param box its label and place
     */
    record Thing(String where, LabelledBox box) {}

    /**
     * Returns the boxes, clipped to a picture.
     *
     * @throws RecordException if the picture has another size than stated, or a box is not in it
     */
    List<LabelledBox> boxes(ImageValue picture, String name) {
        if (width > 0 && height > 0 && (width != picture.width() || height != picture.height())) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4345",
                                    "the picture '%s' has another size than its boxes say"
                                            .formatted(name))
                            .where(where)
                            .needs("%d x %d pixels".formatted(width, height))
                            .have("%d x %d pixels".formatted(picture.width(), picture.height()))
                            .fix(
                                    "fetch the picture that was marked, or mark this one again; or set"
                                            + " 'on_error: skip'"));
        }
        List<LabelledBox> boxes = new ArrayList<>(objects.size());
        for (Thing each : objects) {
            boxes.add(inside(each, picture));
        }
        return boxes;
    }

    private static LabelledBox inside(Thing thing, ImageValue picture) {
        LabelledBox given = thing.box();
        Box box = given.box();
        boolean area = box.right() > box.left() && box.bottom() > box.top();
        boolean within =
                box.left() >= -ROUNDING
                        && box.top() >= -ROUNDING
                        && box.right() <= picture.width() + ROUNDING
                        && box.bottom() <= picture.height() + ROUNDING;
        Box clipped = box.clipped(picture.width(), picture.height());
        if (!area || !within || clipped.area() <= 0) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4342",
                                    area ? "a box is not in its picture" : "a box has no area")
                            .where(thing.where())
                            .needs(
                                    "left < right and top < bottom, in a picture of %d x %d pixels"
                                            .formatted(picture.width(), picture.height()))
                            .have(
                                    "left %s, top %s, right %s, bottom %s"
                                            .formatted(
                                                    text(box.left()),
                                                    text(box.top()),
                                                    text(box.right()),
                                                    text(box.bottom())))
                            .fix(
                                    "correct the box or remove it; or leave the picture out with"
                                            + " 'on_error: skip'"));
        }
        return new LabelledBox(given.label(), clipped, given.crowd(), given.difficult());
    }

    private static String text(double edge) {
        return edge == Math.rint(edge) && Math.abs(edge) < 1e15
                ? Long.toString((long) edge)
                : Double.toString(edge);
    }
}
