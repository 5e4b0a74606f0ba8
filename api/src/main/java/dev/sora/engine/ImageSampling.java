// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Samples images between their pixels in one native call. Composed of tensor operations, it takes
 * about twenty.
 *
 * @since 2.4
 */
@ConsumerType
public interface ImageSampling {

    /**
     * Returns the values of images at given positions, by bilinear interpolation between the
     * centres of the pixels. A position outside of the image takes the value of the nearest edge.
     * No gradient is recorded.
     *
     * @param images (batch, height, width, channels), 32-bit floats
     * @param positions (batch, 2, rows, columns), 32-bit floats: for each pixel of the result where
     *     it is across the image, then where it is down. -1 is the outer edge of the first pixel, 1
     *     that of the last one: the centre of pixel i of n is at {@code (2 i + 1) / n - 1}.
     * @return (batch, rows, columns, channels), which belongs to the manager of the images
     * @throws IllegalArgumentException if the shapes, types or devices do not match
     */
    NDArray sample(NDArray images, NDArray positions);
}
