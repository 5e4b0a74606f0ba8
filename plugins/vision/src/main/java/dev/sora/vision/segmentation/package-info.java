// SPDX-License-Identifier: Apache-2.0
/**
 * The output {@code segmentation}, a class for each pixel, with its metrics.
 *
 * <p>{@code MaskClasses} knows which value of a mask means which class. {@code FittedSegmentation}
 * encodes masks as class positions, and reads them where the input moved each pixel of a picture
 * ({@code MaskPlaces}, with the part {@code transform} of the image). {@code SegmentationLoss} is
 * cross-entropy and dice. {@code SegmentationOutcome} counts pixels, from which {@code PixelMetric}
 * computes {@code dice}, {@code iou} and {@code pixel_accuracy}.
 */
package dev.sora.vision.segmentation;
