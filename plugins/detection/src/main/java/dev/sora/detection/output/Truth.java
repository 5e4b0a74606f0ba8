// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.detection.metric.BoxesOutcome;

/**
 * The actual boxes of a batch, as the network sees them: clipped to the picture. A box of which
 * less than a quarter is still visible is ignored.
 *
 * @param boxes (batch, boxes, 4), as fractions of the picture that the network receives
 * @param labels (batch, boxes, classes): 1 for the class of a box that counts, otherwise 0
 * @param counted (batch, boxes): 1 for boxes that count
 * @param ignored (batch, boxes): 1 for boxes that are neither right nor wrong to predict
 */
record Truth(NDArray boxes, NDArray labels, NDArray counted, NDArray ignored) {

    /** Kinds of boxes in an encoded target; 0 is padding. */
    static final int COUNTED = 1;

    /** A group of objects. */
    static final int CROWD = 2;

    /** An object that is too hard to recognise. */
    static final int DIFFICULT = 3;

    private static final float VISIBLE = 0.25f;

    /**
     * Returns the boxes as the network sees them.
     *
     * @param given (batch, boxes, 4), in pixels of the pictures of the records
     * @param classes (batch, boxes), the index of the class of each box
     * @param kinds (batch, boxes): {@link #COUNTED}, {@link #CROWD}, {@link #DIFFICULT} or 0
     * @param transform (batch, 2, 3)
     */
    static Truth of(
            NDArray given, NDArray classes, NDArray kinds, NDArray transform, int classCount) {
        NDArray whole = Places.seen(given, transform);
        return visible(whole, whole.clip(0, 1), classes, kinds, classCount);
    }

    /**
     * Returns the boxes of all records that pictures are composed of, clipped to their tiles.
     *
     * @param given (batch, boxes, 4), in pixels of the pictures of the records
     * @param classes (batch, boxes)
     * @param kinds (batch, boxes)
     * @param tiles (batch, tiles, 11), see {@link dev.sora.tensor.Signal#MOSAIC}
     */
    static Truth composed(
            NDArray given, NDArray classes, NDArray kinds, NDArray tiles, int classCount) {
        Shape shape = tiles.getShape();
        long batch = shape.get(0);
        long count = shape.get(1);
        NDList numbers = tiles.reshape(batch * count, shape.get(2)).split(new long[] {1, 7}, 1);
        NDArray records = numbers.get(0).flatten().toType(DataType.INT64, false);
        NDArray whole = Places.seen(given.get(records), numbers.get(1).reshape(-1, 2, 3));
        NDList window = numbers.get(2).expandDims(1).split(2, 2);
        NDList corners = whole.split(2, 2);
        NDArray clipped = within(corners.get(0), window).concat(within(corners.get(1), window), 2);
        return visible(
                whole.reshape(batch, -1, 4),
                clipped.reshape(batch, -1, 4),
                classes.get(records).reshape(batch, -1),
                kinds.get(records).reshape(batch, -1),
                classCount);
    }

    private static NDArray within(NDArray corner, NDList window) {
        return corner.maximum(window.get(0)).minimum(window.get(1));
    }

    private static Truth visible(
            NDArray whole, NDArray clipped, NDArray classes, NDArray kinds, int classCount) {
        NDArray visible =
                area(clipped).gt(area(whole).mul(VISIBLE)).toType(DataType.FLOAT32, false);
        NDArray counted = kinds.eq(COUNTED).toType(DataType.FLOAT32, false);
        NDArray ignored = kinds.gt(COUNTED).toType(DataType.FLOAT32, false);
        NDArray hidden = counted.mul(visible.neg().add(1));
        counted = counted.mul(visible);
        NDArray labels = classes.oneHot(classCount, DataType.FLOAT32).mul(counted.expandDims(2));
        return new Truth(clipped, labels, counted, ignored.add(hidden));
    }

    /** Returns the rule of metrics for a kind of box. */
    static BoxesOutcome.Rule rule(float kind) {
        return switch ((int) kind) {
            case CROWD -> BoxesOutcome.Rule.CROWD;
            case DIFFICULT -> BoxesOutcome.Rule.DIFFICULT;
            default -> BoxesOutcome.Rule.COUNTED;
        };
    }

    private static NDArray area(NDArray boxes) {
        NDList edges = boxes.split(4, 2);
        return edges.get(2).sub(edges.get(0)).mul(edges.get(3).sub(edges.get(1))).squeeze(2);
    }
}
