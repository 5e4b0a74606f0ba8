// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Base64;
import java.util.List;

/**
 * One record with its prediction.
 *
 * @param origin the origin of the record, such as {@code test 4176} or a file's name; may be empty
 * @param picture a PNG in Base64; empty if there is none
 * @param text the record as a string; empty if the picture shows everything
 * @param truth the true value; empty if there is none
 * @param predicted the predicted value; empty if there is none
 * @param top the most probable values, best first; empty if the output has no probabilities
 * @param boxes highlighted areas of the picture
 * @param spans highlighted ranges of the text, in order and without overlaps
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

    /** The maximum number of characters of a text. */
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

    /** Returns an example with a picture, given as the bytes of a PNG file. */
    public static Example ofPicture(
            String origin, byte[] png, String truth, String predicted, List<Probability> top) {
        String picture = Base64.getEncoder().encodeToString(png);
        return new Example(origin, picture, "", truth, predicted, top, List.of(), List.of());
    }

    /** Returns an example with a text. */
    public static Example ofText(
            String origin, String text, String truth, String predicted, List<Probability> top) {
        return new Example(origin, "", text, truth, predicted, top, List.of(), List.of());
    }

    /** Returns the same example with highlights. */
    public Example marked(List<Box> inPicture, List<Span> inText) {
        return new Example(origin, picture, text, truth, predicted, top, inPicture, inText);
    }

    /** The predicted probability of a value, from 0 to 1. */
    public record Probability(String label, double value) {}

    /** A rectangle in the picture, in fractions of its width and height. */
    public record Box(
            String label,
            Examples.Verdict verdict,
            double left,
            double top,
            double right,
            double bottom) {}

    /** A range of the text, in chars. */
    public record Span(String label, Examples.Verdict verdict, int from, int to) {}
}
