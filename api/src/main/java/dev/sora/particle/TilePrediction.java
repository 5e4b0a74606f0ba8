// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import java.util.Map;

/**
 * What an output predicted for a part of a picture.
 *
 * @param left the first column of the part in the picture
 * @param top its first row
 * @param width its columns
 * @param height its rows
 * @param values the decoded values, in which places are those of the part
 * @since 2.1
 */
public record TilePrediction(int left, int top, int width, int height, Map<String, Object> values) {

    /** Returns a prediction for a part. */
    public static TilePrediction of(
            int left, int top, int width, int height, Map<String, Object> values) {
        return new TilePrediction(left, top, width, height, values);
    }
}
