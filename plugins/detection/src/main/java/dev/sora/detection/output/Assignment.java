// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

/**
 * Which positions are responsible for which box, and how well each should score.
 *
 * <p>Task alignment (Feng, Zhong, Gao, Scott and Huang, 2021): of the positions within a box, those
 * with the greatest {@code s^0.5 u^6} are responsible for it, where s is the score of its class and
 * u the overlap of the predicted box with it. The score that they should have is their alignment,
 * scaled so that the best one has its overlap. A position within several boxes belongs to the one
 * that its predicted box overlaps most.
 *
 * @param quality the scores that each position should have, (batch, positions, classes)
 * @param boxes the box that each responsible position should predict, (batch, positions, 4)
 * @param weight the score that a responsible position should have, otherwise 0, (batch, positions)
 * @param counted 0 for positions within ignored boxes that are responsible for nothing, otherwise
 *     1, (batch, positions)
 */
record Assignment(NDArray quality, NDArray boxes, NDArray weight, NDArray counted) {

    /** Positions that are responsible for one box, at most. */
    private static final int POSITIONS = 10;

    /** Smaller overlaps all count as this one, so that their power is not 0. */
    private static final float LEAST_OVERLAP = 1e-4f;

    /**
     * Assigns positions to boxes. The result depends on the predictions, but has no gradient.
     *
     * @param logits (batch, positions, classes)
     * @param predicted boxes, (batch, positions, 4)
     * @param cells x, y, width and height of the cell of each position, (batch, positions, 4)
     */
    static Assignment of(NDArray logits, NDArray predicted, NDArray cells, Truth truth) {
        Corners boxes = Corners.of(truth.boxes()).expanded(3);
        Corners found = Corners.of(predicted.stopGradient()).expanded(2);
        NDArray overlap = Overlap.of(found, boxes).iou();
        NDArray score =
                truth.labels()
                        .matMul(
                                logits.stopGradient()
                                        .getNDArrayInternal()
                                        .sigmoid()
                                        .transpose(0, 2, 1));
        Inside inside = Inside.of(Corners.of(cells).expanded(2), boxes);
        // the score of a box that does not count is 0
        NDArray alignment = score.sqrt().mul(sixth(overlap)).mul(inside.orNear());
        NDArray chosen = greatest(alignment);
        chosen = withoutConflicts(chosen, overlap);
        NDArray aligned = alignment.mul(chosen);
        int[] positions = {2};
        NDArray best = aligned.max(positions, true).maximum(Float.MIN_NORMAL);
        NDArray reach = overlap.mul(chosen).max(positions, true);
        NDArray quality = aligned.div(best).mul(reach);
        int[] each = {1};
        NDArray ignored =
                truth.ignored().expandDims(1).matMul(inside.within()).squeeze(1).minimum(1);
        // a position belongs to one box at most: sums are what maxima would be, and faster
        NDArray responsible = chosen.sum(each);
        return new Assignment(
                quality.transpose(0, 2, 1).matMul(truth.labels()),
                chosen.transpose(0, 2, 1).matMul(truth.boxes()),
                quality.sum(each),
                ignored.mul(responsible.neg().add(1)).neg().add(1));
    }

    /** Returns the sixth power, of which two products are faster than the general one. */
    private static NDArray sixth(NDArray overlap) {
        NDArray square = overlap.maximum(LEAST_OVERLAP).square();
        return square.mul(square).mul(square);
    }

    /**
     * Where positions are in relation to boxes, as 1 or 0, (batch, boxes, positions).
     *
     * @param within 1 where a position is within a box
     * @param orNear also 1 where the centre of the box is in the cell of the position, so that a
     *     box smaller than a cell has a position
     */
    private record Inside(NDArray within, NDArray orNear) {

        static Inside of(Corners cells, Corners boxes) {
            NDArray first = cells.first().sub(boxes.first());
            NDArray second = boxes.second().sub(cells.first());
            NDList least = first.minimum(second).split(2, 0);
            NDArray within = least.get(0).minimum(least.get(1)).squeeze(0).gt(0);
            NDArray away = first.sub(second).abs();
            NDList beyond = away.sub(cells.second()).split(2, 0);
            NDArray near = beyond.get(0).maximum(beyond.get(1)).squeeze(0).lte(0);
            return new Inside(number(within), number(within.logicalOr(near)));
        }
    }

    private static NDArray number(NDArray truth) {
        return truth.toType(DataType.FLOAT32, false);
    }

    /** Returns 1 for the greatest positive values of each box. */
    private static NDArray greatest(NDArray alignment) {
        int count = (int) Math.min(POSITIONS, alignment.getShape().get(2));
        NDArray least =
                alignment
                        .topK(count, 2, true, false)
                        .head()
                        .min(new int[] {2}, true)
                        .maximum(Float.MIN_NORMAL);
        return number(alignment.gte(least));
    }

    /** Returns the choice in which each position belongs to at most one box. */
    private static NDArray withoutConflicts(NDArray chosen, NDArray overlap) {
        NDArray most = chosen.mul(overlap.add(1)).argMax(1).expandDims(1);
        NDArray boxes =
                chosen.getManager()
                        .arange(0, (int) chosen.getShape().get(1), 1, DataType.INT64)
                        .reshape(1, -1, 1);
        return chosen.mul(number(boxes.eq(most)));
    }
}
