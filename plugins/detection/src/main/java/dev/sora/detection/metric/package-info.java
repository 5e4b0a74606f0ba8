// SPDX-License-Identifier: Apache-2.0
/**
 * Measures predicted boxes: mean average precision by the rules of COCO (Lin et al., 2014).
 *
 * <p>{@code Matching} decides which predicted box finds which object, {@code AveragePrecision}
 * makes precision and recall of it, {@code MapType} is the metric {@code map}.
 */
package dev.sora.detection.metric;
