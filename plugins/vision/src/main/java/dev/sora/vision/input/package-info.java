// SPDX-License-Identifier: Apache-2.0
/**
 * The input {@code image}: pictures of any size and format become images of one size.
 *
 * <p>{@code ImageInput} learns the layout ({@code PixelLayout}) and the mean and deviation of each
 * channel ({@code PixelStatistics}) from the training data. {@code FittedImages} encodes pictures
 * as bytes, and normalises and augments them in each pass: {@code Warp} moves pixels, {@code
 * PixelAugmentation} changes their values. Augmentation is active in training only.
 *
 * <p>Pictures are decoded by the library {@code dev.sora.reading}.
 */
package dev.sora.vision.input;
