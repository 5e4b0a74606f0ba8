// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

/**
 * What core needs to know to continue a sequence of numbers.
 *
 * @param soFar which of the output's signals is the sequence so far, counted from 0
 * @param steps how many steps follow
 * @param width the numbers of a step
 * @param paths how many continuations are drawn for each record; 1 for the middle one, without
 *     chance
 * @since 1.1
 */
public record Continuation(int soFar, int steps, int width, int paths) {

    /**
     * The part of a prediction with the continuations: {@code FLOAT32}, {@code (batch, paths,
     * steps, width)}.
     */
    public static final String GENERATED = "generated";

    /** Checks the numbers. */
    public Continuation {
        if (soFar < 0 || steps < 1 || width < 1 || paths < 1 || paths > 10_000) {
            throw new IllegalArgumentException(
                    "so far %d, steps %d, width %d, paths %d"
                            .formatted(soFar, steps, width, paths));
        }
    }

    /** Returns a continuation. */
    public static Continuation of(int soFar, int steps, int width, int paths) {
        return new Continuation(soFar, steps, width, paths);
    }

    /** Returns a copy with another number of paths. */
    public Continuation with(int others) {
        return new Continuation(soFar, steps, width, others);
    }
}
