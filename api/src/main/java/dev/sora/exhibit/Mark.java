// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A mark in a picture or a text of a gallery.
 *
 * @since 1.0
 */
@ProviderType
public sealed interface Mark {

    /** Returns the label beside it; empty for none. */
    String label();

    /** Returns whether the model is right here. */
    Tone tone();

    /**
     * A box of a picture, in fractions of its width and height from the upper left corner.
     *
     * @param label the label beside it; empty for none
     * @param tone whether the model is right here
     * @param left from 0 to 1
     * @param top from 0 to 1
     * @param right from 0 to 1, not less than {@code left}
     * @param bottom from 0 to 1, not less than {@code top}
     */
    record Box(String label, Tone tone, double left, double top, double right, double bottom)
            implements Mark {

        /** Checks that the bounds are from 0 to 1 and in order. */
        public Box {
            boolean inOrder = 0 <= left && left <= right && right <= 1;
            if (!(inOrder && 0 <= top && top <= bottom && bottom <= 1)) {
                throw new IllegalArgumentException(
                        "a box from (%s, %s) to (%s, %s) is not within a picture"
                                .formatted(left, top, right, bottom));
            }
        }

        /** Returns a box. */
        public static Box of(
                String label, Tone tone, double left, double top, double right, double bottom) {
            return new Box(label, tone, left, top, right, bottom);
        }
    }

    /**
     * A span of a text.
     *
     * @param label the label beside it; empty for none
     * @param tone whether the model is right here
     * @param from the index of its first char
     * @param to the index of the first char after it
     */
    record Span(String label, Tone tone, int from, int to) implements Mark {

        /** Checks that the bounds are in order. */
        public Span {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("no text from %d to %d".formatted(from, to));
            }
        }

        /** Returns a span. */
        public static Span of(String label, Tone tone, int from, int to) {
            return new Span(label, tone, from, to);
        }
    }
}
