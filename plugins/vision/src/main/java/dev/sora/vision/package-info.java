// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code vision}: an input of images, convolutions, ready-made networks and sources of
 * images.
 *
 * <p>{@link dev.sora.vision.VisionPlugin} lists the types. {@code dev.sora.vision.source} and
 * {@code dev.sora.vision.digits} yield records with an image, {@code dev.sora.vision.input} turns
 * the images into tensors, and {@code dev.sora.vision.particle} computes with them. In a manifest:
 *
 * <pre>{@code
 * data:
 *   train: {type: image-folder, path: photos}
 * inputs:
 *   image: {type: image, column: image, size: [64, 64]}
 * particles:
 *   stem: {type: conv2d, from: image, filters: 32, batch_norm: true, activation: relu, pool: 2}
 *   features: {type: resnet, from: stem, widths: [32, 64]}
 * }</pre>
 *
 * <p>Outputs come from the plugin {@code standard}. Detection and segmentation are not supported.
 */
package dev.sora.vision;
