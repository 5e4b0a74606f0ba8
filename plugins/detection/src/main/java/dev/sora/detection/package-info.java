// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code detection}: objects in pictures, each with a label and a box.
 *
 * <p>Sources read labelled boxes ({@code voc}, {@code coco}); the particle {@code fpn} joins
 * feature maps of two scales; the output {@code boxes} predicts boxes at every position of several
 * feature maps and learns which position is responsible for which box; the metric {@code map}
 * scores it. In a manifest:
 *
 * <pre>{@code
 * data:
 *   train: {type: voc, path: cells.tar.gz, split: train}
 * inputs:
 *   picture: {type: image, column: image, size: [256, 320], transform: true}
 * particles:
 *   …
 *   coarse: {type: conv2d, from: deep, filters: 64}
 *   fine: {type: fpn, from: [parts, coarse], filters: 64}
 * outputs:
 *   cells: {type: boxes, column: boxes, from: [fine, coarse, picture]}
 * }</pre>
 *
 * <p>A box is left, top, right and bottom in pixels of the picture, where the left edge of the
 * picture is 0 and its right edge is its width. It segments nothing, and it tracks nothing from
 * picture to picture.
 */
package dev.sora.detection;
