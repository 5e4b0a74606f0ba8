// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.Map;

/**
 * What a column's pictures are like.
 *
 * @param widths their widths in pixels
 * @param heights their heights
 * @param channels how many have 1, 3 or 4 channels
 * @param sizes how many have each size, {@code 32 x 32} say, the most frequent first
 * @param endings how many have each ending of the file's name, where pictures are files
 */
public record ImageProfile(
        NumberProfile widths,
        NumberProfile heights,
        Map<Integer, Long> channels,
        Map<String, Long> sizes,
        Map<String, Long> endings) {}
