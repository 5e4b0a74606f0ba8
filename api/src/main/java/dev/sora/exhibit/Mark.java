// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What stands out in a picture or a text.
 *
 * @since 1.0
 */
@ProviderType
public sealed interface Mark {

    /** Returns the words beside it; empty for none. */
    String label();

    /** Returns whether it speaks for the model. */
    Tone tone();

    /**
     * A rectangle of a picture, in shares of its width and height from the corner on the upper
     * left.
     *
     * @param label the words beside it
     * @param tone whether it speaks for the model
     * @param left from 0 to 1
     * @param top from 0 to 1
     * @param right from 0 to 1, not less than {@code left}
     * @param bottom from 0 to 1, not less than {@code top}
     */
    record Box(String label, Tone tone, double left, double top, double right, double bottom)
            implements Mark {

        /** Checks that the bounds are shares, and in order. */
        public Box {
            boolean inOrder = 0 <= left && left <= right && right <= 1;
            if (!(inOrder && 0 <= top && top <= bottom && bottom <= 1)) {
                throw new IllegalArgumentException(
                        "a box from (%s, %s) to (%s, %s) is not within a picture"
                                .formatted(left, top, right, bottom));
            }
        }

        /** Returns a rectangle. */
        public static Box of(
                String label, Tone tone, double left, double top, double right, double bottom) {
            return new Box(label, tone, left, top, right, bottom);
        }
    }

    /**
     * A stretch of a text.
     *
     * @param label the words beside it
     * @param tone whether it speaks for the model
     * @param from the first char of the text that belongs to it
     * @param to the first char behind it
     */
    record Span(String label, Tone tone, int from, int to) implements Mark {

        /** Checks that the bounds are in order. */
        public Span {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("no text from %d to %d".formatted(from, to));
            }
        }

        /** Returns a stretch. */
        public static Span of(String label, Tone tone, int from, int to) {
            return new Span(label, tone, from, to);
        }
    }
}
