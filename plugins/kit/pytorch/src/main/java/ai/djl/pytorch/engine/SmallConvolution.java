// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import ai.djl.ndarray.types.Shape;

/**
 * The convolution of a single picture, and whether PyTorch's choice of its algorithm is slow.
 *
 * <p>PyTorch gives kernels of more than 3 x 3 to oneDNN whatever the size of the picture, and
 * oneDNN's preparation takes longer than a small convolution. It computes smaller kernels as a
 * matrix product of the windows, but collects the windows of a channels-last picture pixel by
 * pixel, which is slow for few channels. The limits were measured with one thread for 1 to 64
 * channels, 6 to 64 filters, 8 x 8 to 64 x 64 pixels and kernels of 3, 5 and 7.
 *
 * @param picture (1, channels, rows, columns)
 * @param kernels (filters, channels, kernel rows, kernel columns)
 * @param stride the step of the window
 * @param padding the zeros before and after rows and columns
 * @param dilation the distance between the pixels of the window
 */
record SmallConvolution(Shape picture, Shape kernels, Shape stride, Shape padding, Shape dilation) {

    /** PyTorch gives kernels of at least this size in both directions to oneDNN. */
    private static final long LARGE = 4;

    /** The number of values in all windows up to which the product is faster than oneDNN. */
    private static final long MOST_VALUES = 1L << 15;

    /** The number of multiplications up to which one thread suffices. */
    private static final long MOST_MULTIPLICATIONS = 1L << 22;

    /** The number of channels from which pixels are collected as fast as rows. */
    private static final long MANY = 8;

    /** PyTorch gives larger pictures to oneDNN, whatever the kernel. */
    private static final long MOST_ELEMENTS = 20_480;

    /** Returns whether PyTorch would use oneDNN, and its own product of windows is faster. */
    boolean isFasterInColumns() {
        return isPossible()
                && kernels.get(2) >= LARGE
                && kernels.get(3) >= LARGE
                && values() <= MOST_VALUES
                && values() * kernels.get(0) <= MOST_MULTIPLICATIONS;
    }

    /** Returns whether PyTorch would collect windows, and does so faster in row-major order. */
    boolean isFasterInRows() {
        return isPossible()
                && (kernels.get(2) < LARGE || kernels.get(3) < LARGE)
                && kernels.get(2) * kernels.get(3) > 1
                && picture.get(1) < MANY
                && picture.size() <= MOST_ELEMENTS;
    }

    private boolean isPossible() {
        return kernels.dimension() == 4
                && kernels.get(1) == picture.get(1)
                && isPair(stride)
                && isPair(padding)
                && isPair(dilation)
                && dilation.get(0) == 1
                && dilation.get(1) == 1
                && outputSize(0) > 0
                && outputSize(1) > 0;
    }

    private static boolean isPair(Shape shape) {
        return shape.dimension() == 2;
    }

    private long outputSize(int axis) {
        long free = picture.get(2 + axis) + 2 * padding.get(axis) - kernels.get(2 + axis);
        return free < 0 || stride.get(axis) < 1 || padding.get(axis) < 0
                ? 0
                : free / stride.get(axis) + 1;
    }

    private long values() {
        return kernels.get(1) * kernels.get(2) * kernels.get(3) * outputSize(0) * outputSize(1);
    }

    /** Returns rows and columns of the kernel. */
    Shape window() {
        return kernels.slice(2);
    }

    /** Returns the shape of the biases. */
    Shape biases() {
        return kernels.slice(0, 1);
    }

    /** Returns the shape of the result. */
    Shape output() {
        return new Shape(1, kernels.get(0), outputSize(0), outputSize(1));
    }
}
