// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.particle.PassRandom;

/**
 * Changes brightness and contrast, and erases squares (DeVries and Taylor, 2017, "Improved
 * regularization of convolutional neural networks with cutout").
 */
final class PixelAugmentation {

    private final Augmentation augmentation;

    PixelAugmentation(Augmentation augmentation) {
        this.augmentation = augmentation;
    }

    /**
     * Changes contrast about the mean of each image, brightness and the brightness of each channel,
     * in place; samples are 0 to 255.
     */
    void recolour(NDArray images, PassRandom random) {
        long batch = images.getShape().get(0);
        NDList draws = random.uniform(-1, 1, new Shape(batch, 2, 1, 1)).split(2, 1);
        NDArray factor = draws.get(0).muli(augmentation.contrast()).addi(1);
        NDArray light = draws.get(1).muli(255 * augmentation.brightness());
        NDArray mean = images.reshape(batch, -1).mean(new int[] {1}, true).reshape(batch, 1, 1, 1);
        // factor * (image - mean) + mean + light, with one pass over the images fewer
        NDArray offset = mean.subi(mean.mul(factor)).addi(light);
        images.muli(factor).addi(offset);
        if (augmentation.colour() > 0) {
            Shape channels = new Shape(batch, 1, 1, images.getShape().get(3));
            images.muli(random.uniform(-1, 1, channels).muli(augmentation.colour()).addi(1));
        }
    }

    /** Returns the images with one square set to 0, the mean of normalised images. */
    NDArray erase(NDArray images, Pass pass) {
        Shape shape = images.getShape();
        NDList draws = pass.random().uniform(new Shape(shape.get(0), 2, 1, 1)).split(2, 1);
        NDArray rows =
                outside(draws.get(0), shape.get(1), pass.manager()).reshape(-1, shape.get(1), 1, 1);
        NDArray columns =
                outside(draws.get(1), shape.get(2), pass.manager()).reshape(-1, 1, shape.get(2), 1);
        return images.mul(rows.maximum(columns));
    }

    /** Returns 1 for positions along an axis outside of the square, otherwise 0. */
    private NDArray outside(NDArray draw, long size, NDManager manager) {
        NDArray middle = draw.muli(size).subi(0.5);
        NDArray places = manager.arange(0, size, 1, DataType.FLOAT32).reshape(1, size);
        return places.sub(middle.reshape(-1, 1))
                .abs()
                .gte(augmentation.erase() / 2)
                .toType(DataType.FLOAT32, false);
    }
}
