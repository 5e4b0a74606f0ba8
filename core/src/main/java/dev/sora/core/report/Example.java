// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Base64;
import java.util.List;

/**
 * One record and what the pipeline made of it.
 *
 * @param origin where the record came from, such as {@code test 4176} or a file's name
 * @param picture a PNG in Base64; empty where there is none
 * @param text the record as text; empty where the picture says it all
 * @param truth the true value
 * @param predicted the predicted value
 * @param top the likeliest values, best first; empty where the output has no probabilities
 */
public record Example(
        String origin,
        String picture,
        String text,
        String truth,
        String predicted,
        List<Probability> top) {

    /** The most characters of a text that are kept. */
    private static final int TEXT_LIMIT = 2_000;

    public Example {
        if (text.length() > TEXT_LIMIT) {
            boolean split = Character.isHighSurrogate(text.charAt(TEXT_LIMIT - 1));
            text = text.substring(0, split ? TEXT_LIMIT - 1 : TEXT_LIMIT) + "…";
        }
        top = List.copyOf(top);
    }

    /** An example shown as a picture, given as the bytes of a PNG file. */
    public static Example ofPicture(
            String origin, byte[] png, String truth, String predicted, List<Probability> top) {
        String picture = Base64.getEncoder().encodeToString(png);
        return new Example(origin, picture, "", truth, predicted, top);
    }

    /** An example shown as text. */
    public static Example ofText(
            String origin, String text, String truth, String predicted, List<Probability> top) {
        return new Example(origin, "", text, truth, predicted, top);
    }

    /** How likely one value was held to be, from 0 to 1. */
    public record Probability(String label, double value) {}
}
