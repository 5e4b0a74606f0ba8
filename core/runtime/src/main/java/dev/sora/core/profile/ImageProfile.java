// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.Map;

/**
 * The statistics of a column's pictures.
 *
 * @param widths their widths in pixels
 * @param heights their heights
 * @param brightness their mean samples, from 0 to 1
 * @param channels the numbers of pictures with 1, 3 or 4 channels
 * @param sizes the number of pictures of each size, such as {@code 32 x 32}, the most frequent
 *     first
 * @param endings the number of pictures with each file name ending, if pictures are files
 */
public record ImageProfile(
        NumberProfile widths,
        NumberProfile heights,
        NumberProfile brightness,
        Map<Integer, Long> channels,
        Map<String, Long> sizes,
        Map<String, Long> endings) {}
