// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Base64;
import java.util.List;

/**
 * One record and what the pipeline made of it.
 *
 * @param origin where the record came from, such as {@code test 4176} or a file's name; empty if it
 *     is none
 * @param picture a PNG in Base64; empty where there is none
 * @param text the record as text; empty where the picture says it all
 * @param truth the true value; empty if there is none
 * @param predicted the predicted value; empty if there is none
 * @param top the likeliest values, best first; empty where the output has no probabilities
 * @param boxes what stands out in the picture
 * @param spans what stands out in the text, in order and apart from each other
 */
public record Example(
        String origin,
        String picture,
        String text,
        String truth,
        String predicted,
        List<Probability> top,
        List<Box> boxes,
        List<Span> spans) {

    /** The most characters of a text that are kept. */
    private static final int TEXT_LIMIT = 2_000;

    public Example {
        if (text.length() > TEXT_LIMIT) {
            boolean split = Character.isHighSurrogate(text.charAt(TEXT_LIMIT - 1));
            text = text.substring(0, split ? TEXT_LIMIT - 1 : TEXT_LIMIT) + "…";
        }
        int length = text.length();
        top = List.copyOf(top);
        boxes = List.copyOf(boxes);
        spans = spans.stream().filter(span -> span.to() <= length).toList();
    }

    /** An example shown as a picture, given as the bytes of a PNG file. */
    public static Example ofPicture(
            String origin, byte[] png, String truth, String predicted, List<Probability> top) {
        String picture = Base64.getEncoder().encodeToString(png);
        return new Example(origin, picture, "", truth, predicted, top, List.of(), List.of());
    }

    /** An example shown as text. */
    public static Example ofText(
            String origin, String text, String truth, String predicted, List<Probability> top) {
        return new Example(origin, "", text, truth, predicted, top, List.of(), List.of());
    }

    /** The same example with what stands out. */
    public Example marked(List<Box> inPicture, List<Span> inText) {
        return new Example(origin, picture, text, truth, predicted, top, inPicture, inText);
    }

    /** How likely one value was held to be, from 0 to 1. */
    public record Probability(String label, double value) {}

    /** A rectangle of the picture, in shares of its width and height. */
    public record Box(
            String label,
            Examples.Verdict verdict,
            double left,
            double top,
            double right,
            double bottom) {}

    /** A stretch of the text, in chars. */
    public record Span(String label, Examples.Verdict verdict, int from, int to) {}
}
