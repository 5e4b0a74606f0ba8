// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Reads masks where the input moved the pixels of each picture. */
final class MaskPlaces {

    private MaskPlaces() {}

    /**
     * Returns the class of each pixel of an image of features: that of the nearest pixel of the
     * mask. Positions outside of the picture take its nearest edge, as the augmented picture does.
     *
     * @param masks {@code (batch, rows, columns)}, classes
     * @param sizes width and height of each picture, {@code (batch, 2)}
     * @param transform maps fractions of the image to pixels of the picture, {@code (batch, 2, 3)}
     * @param height rows of the features
     * @param width columns of the features
     * @return {@code (batch, height * width)}, INT64
     */
    static NDArray read(NDArray masks, NDArray sizes, NDArray transform, long height, long width) {
        Shape kept = masks.getShape();
        long rows = kept.get(1);
        long columns = kept.get(2);
        NDArray grid =
                transform
                        .getManager()
                        .create(grid((int) height, (int) width), new Shape(3, height * width));
        NDArray fit =
                transform.getManager().create(new float[] {columns, rows}).div(sizes).expandDims(2);
        NDList places = transform.matMul(grid).mul(fit).floor().split(2, 1);
        NDArray x = places.get(0).squeeze(1).clip(0, columns - 1);
        NDArray y = places.get(1).squeeze(1).clip(0, rows - 1);
        // as integers: 32-bit floats cannot count the pixels of a large mask
        NDArray index =
                y.toType(DataType.INT64, false).mul(columns).add(x.toType(DataType.INT64, false));
        return masks.reshape(kept.get(0), rows * columns)
                .gather(index, 1)
                .toType(DataType.INT64, false);
    }

    /** Returns the centres of all pixels as fractions of width and height, and ones. */
    private static float[] grid(int height, int width) {
        int area = height * width;
        float[] values = new float[3 * area];
        for (int at = 0; at < area; at++) {
            values[at] = (float) ((at % width + 0.5) / width);
            values[area + at] = (float) ((at / width + 0.5) / height);
            values[2 * area + at] = 1;
        }
        return values;
    }
}
