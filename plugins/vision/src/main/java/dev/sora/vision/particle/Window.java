// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * How the window of a convolution or a pool moves over an image. Each shape holds the value for
 * rows, then the one for columns; the engine takes them as they are, so none is made in a pass.
 *
 * @param kernel rows and columns of the window
 * @param stride by how much it moves
 * @param dilation distance between the pixels that it looks at
 * @param before zeros put before the first row and column
 * @param after zeros put after the last row and column
 */
record Window(Shape kernel, Shape stride, Shape dilation, Shape before, Shape after) {

    /** One row and one column. */
    static final Shape ONE = new Shape(1, 1);

    private static final Shape NOTHING = new Shape(0, 0);

    /** Returns a window that looks only at pixels of the image. */
    static Window valid(List<Long> kernel, List<Long> stride, List<Long> dilation) {
        return new Window(
                new Shape(kernel), new Shape(stride), new Shape(dilation), NOTHING, NOTHING);
    }

    /** Returns a window with as many zeros on each side. */
    static Window padded(
            List<Long> kernel, List<Long> stride, List<Long> dilation, List<Long> padding) {
        Shape zeros = new Shape(padding);
        return new Window(new Shape(kernel), new Shape(stride), new Shape(dilation), zeros, zeros);
    }

    /** Returns a window that yields {@code ceil(size / stride)} rows and columns. */
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

    /** Returns a square window that moves by its own size. */
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

    /** Returns the size of the window as people write it. */
    String size() {
        return kernel.get(0) + " x " + kernel.get(1);
    }

    /** Returns the zeros that the operation itself puts on each side. */
    Shape padding() {
        return isEven() ? before : NOTHING;
    }

    /** Returns the image with the zeros that the operation itself cannot put: uneven ones. */
    NDArray prepare(NDArray image) {
        if (isEven()) {
            return image;
        }
        return image.pad(new Shape(before.get(1), after.get(1), before.get(0), after.get(0)), 0);
    }

    /** Returns the greatest value that the window sees at each place. */
    NDArray greatest(NDArray image) {
        // Pool.maxPool2d would ask the engine for the shape first
        return image.getNDArrayInternal().maxPool(kernel, stride, padding(), false);
    }

    /** Returns whether it looks at single pixels, and not at all of them. */
    boolean skipsPixels() {
        return kernel.get(0) == 1
                && kernel.get(1) == 1
                && !isPadded()
                && (stride.get(0) > 1 || stride.get(1) > 1);
    }

    /** Returns whether there are zeros around the image. */
    boolean isPadded() {
        return !before.equals(NOTHING) || !after.equals(NOTHING);
    }

    /** Returns for each place of the output the share of the window that lies in the image. */
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

    /** Returns how many pixels along an axis the window covers at a place of the output. */
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
