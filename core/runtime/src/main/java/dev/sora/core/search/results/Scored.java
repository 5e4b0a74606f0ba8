// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import dev.sora.search.Trial.Measurement;
import java.util.List;
import java.util.OptionalInt;

/**
 * A trial with what a search knows of it besides.
 *
 * @param trial the trial
 * @param sameAs the earlier trial with the same values, whose result it has without a training
 * @param seconds how long it was trained
 * @param problems why it failed; empty if it did not
 */
public record Scored(Trial trial, OptionalInt sameAs, double seconds, List<Problem> problems) {

    /** Copies the list. */
    public Scored {
        problems = List.copyOf(problems);
    }

    /** Returns whether it was measured, at its end or before it was continued. */
    public boolean isMeasured() {
        return !trial.measurements().isEmpty();
    }

    /**
     * Returns the number of epochs after which its costs were measured; without a measurement, the
     * number that was asked for.
     */
    public int epochs() {
        List<Measurement> measured = trial.measurements();
        return measured.isEmpty() ? trial.epochs() : measured.get(measured.size() - 1).epochs();
    }

    /** Returns whether it was continued after its last measurement. */
    public boolean wentOn() {
        return epochs() < trial.epochs();
    }
}
