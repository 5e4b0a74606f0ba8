// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import dev.sora.detection.box.Box;

/**
 * A predicted box.
 *
 * @param label the index of its class
 * @param score how certain the model is, from 0 to 1
 * @param box its place, in pixels of the picture
 */
public record Detection(int label, double score, Box box) {}
