// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import dev.sora.tensor.Signal;
import java.util.Objects;

/**
 * The result of a step.
 *
 * @param output the output for the newest step: a sequence of one step
 * @param state the state for the next step
 * @since 1.0
 */
public record Stepped(Signal output, StepState state) {

    /** Checks that both are present. */
    public Stepped {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(state, "state");
    }

    /** Returns a result. */
    public static Stepped of(Signal output, StepState state) {
        return new Stepped(output, state);
    }
}
