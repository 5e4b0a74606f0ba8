// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * Maps pixels of the result to positions in the source, for each image of a batch: the linear map
 * {@code (xx xy, yx yy)} of the distance from the centre, in pixels, and the source position of the
 * centre. Each is (batch, 1).
 */
record AffineMap(NDArray xx, NDArray xy, NDArray yx, NDArray yy, NDArray right, NDArray down) {

    /**
     * Returns the map between fractions of width and height, scaled to the original images.
     *
     * @param height of the images, in pixels
     * @param width of the images, in pixels
     * @param sizes width and height of the original images, (batch, 2)
     * @return matrices (batch, 2, 3), see {@link dev.sora.tensor.Signal#TRANSFORM}
     */
    NDArray toPictures(int height, int width, NDArray sizes) {
        double aspect = (double) height / width;
        NDArray across = xy.mul(aspect);
        NDArray along = yx.div(aspect);
        // the centre of the image is at (width - 1) / 2 if pixels are counted by their centres
        NDArray x = right.add(0.5).divi(width).subi(xx.add(across).muli(0.5));
        NDArray y = down.add(0.5).divi(height).subi(along.add(yy).muli(0.5));
        NDArray fractions =
                NDArrays.concat(new NDList(xx, across, x, along, yy, y), 1)
                        .reshape(sizes.getShape().get(0), 2, 3);
        return fractions.muli(sizes.expandDims(2));
    }

    /** Returns the matrices of images that were only resized. */
    static NDArray ofPictures(NDArray sizes) {
        NDList axes = sizes.split(2, 1);
        NDArray none = sizes.getManager().zeros(axes.get(0).getShape());
        return NDArrays.concat(new NDList(axes.get(0), none, none, none, axes.get(1), none), 1)
                .reshape(sizes.getShape().get(0), 2, 3);
    }
}
