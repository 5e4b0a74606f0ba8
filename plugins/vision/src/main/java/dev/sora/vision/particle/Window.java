// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * The window of a convolution or pooling. Each shape contains the value for rows and the value for
 * columns in the form that the engine takes, so a pass creates none.
 *
 * @param kernel rows and columns of the window
 * @param stride the step of the window
 * @param dilation the distance between the pixels of the window
 * @param before the padding before the first row and column
 * @param after the padding after the last row and column
 */
record Window(Shape kernel, Shape stride, Shape dilation, Shape before, Shape after) {

    /** A size of one row and one column. */
    static final Shape ONE = new Shape(1, 1);

    private static final Shape NOTHING = new Shape(0, 0);

    /** Returns a window without padding. */
    static Window valid(List<Long> kernel, List<Long> stride, List<Long> dilation) {
        return new Window(
                new Shape(kernel), new Shape(stride), new Shape(dilation), NOTHING, NOTHING);
    }

    /** Returns a window with equal padding on both sides. */
    static Window padded(
            List<Long> kernel, List<Long> stride, List<Long> dilation, List<Long> padding) {
        Shape zeros = new Shape(padding);
        return new Window(new Shape(kernel), new Shape(stride), new Shape(dilation), zeros, zeros);
    }

    /**
     * Returns a window with padding such that the output has {@code ceil(size / stride)} rows and
     * columns.
     */
    static Window same(List<Long> kernel, List<Long> stride, List<Long> dilation) {
        long rows = dilation.get(0) * (kernel.get(0) - 1);
        long columns = dilation.get(1) * (kernel.get(1) - 1);
        return new Window(
                new Shape(kernel),
                new Shape(stride),
                new Shape(dilation),
                new Shape(rows / 2, columns / 2),
                new Shape(rows - rows / 2, columns - columns / 2));
    }

    /** Returns a square window whose stride is its size. */
    static Window pool(long size) {
        Shape square = new Shape(size, size);
        return new Window(square, square, ONE, NOTHING, NOTHING);
    }

    long outputRows(long rows) {
        return output(0, rows);
    }

    long outputColumns(long columns) {
        return output(1, columns);
    }

    long leastRows() {
        return least(0);
    }

    long leastColumns() {
        return least(1);
    }

    /** Returns the size of the window for messages. */
    String size() {
        return kernel.get(0) + " x " + kernel.get(1);
    }

    /** Returns the padding that the operation itself applies on both sides. */
    Shape padding() {
        return isEven() ? before : NOTHING;
    }

    /**
     * Returns the image with the padding that the operation cannot apply, which is uneven padding.
     */
    NDArray prepare(NDArray image) {
        if (isEven()) {
            return image;
        }
        return image.pad(new Shape(before.get(1), after.get(1), before.get(0), after.get(0)), 0);
    }

    /** Returns the maximum over the window at each position. */
    NDArray greatest(NDArray image) {
        // Pool.maxPool2d would ask the engine for the shape first
        return image.getNDArrayInternal().maxPool(kernel, stride, padding(), false);
    }

    /** Returns kernel, strides and padding as attributes of ONNX operators. */
    Map<String, long[]> onnx() {
        return Map.of(
                "kernel_shape",
                kernel.getShape(),
                "strides",
                stride.getShape(),
                "pads",
                new long[] {before.get(0), before.get(1), after.get(0), after.get(1)});
    }

    /** Returns whether the window is a single pixel and the stride skips pixels. */
    boolean skipsPixels() {
        return kernel.get(0) == 1
                && kernel.get(1) == 1
                && !isPadded()
                && (stride.get(0) > 1 || stride.get(1) > 1);
    }

    /** Returns whether there is any padding. */
    boolean isPadded() {
        return !before.equals(NOTHING) || !after.equals(NOTHING);
    }

    /** Returns for each output position the share of the window that is within the image. */
    float[] covered(long rows, long columns) {
        int height = Math.toIntExact(outputRows(rows));
        int width = Math.toIntExact(outputColumns(columns));
        float area = kernel.get(0) * kernel.get(1);
        float[] shares = new float[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                shares[row * width + column] =
                        inside(0, row, rows) * inside(1, column, columns) / area;
            }
        }
        return shares;
    }

    /** Returns the number of pixels along an axis that the window covers at an output position. */
    private long inside(int axis, int place, long size) {
        long first = place * stride.get(axis) - before.get(axis);
        return Math.min(size, first + kernel.get(axis)) - Math.max(0, first);
    }

    private boolean isEven() {
        return before.equals(after);
    }

    private long least(int axis) {
        long span = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
        return Math.max(1, span - before.get(axis) - after.get(axis));
    }

    private long output(int axis, long size) {
        if (size < 0) {
            return TensorSpec.UNKNOWN;
        }
        long span = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
        long room = size + before.get(axis) + after.get(axis) - span;
        return room < 0 ? 0 : room / stride.get(axis) + 1;
    }
}
