// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;

/** Refusals of spaces and goals that a strategy cannot search. */
final class Refusals {

    private static final String CODE = "SORA-2705";

    private Refusals() {}

    /** Refuses several goals. */
    static void checkOneGoal(String strategy, int goals) {
        if (goals > 1) {
            throw new SoraException(
                    Problem.of(CODE, "the strategy '%s' has one goal".formatted(strategy))
                            .needs("one goal")
                            .have(goals + " goals")
                            .fix("name one of them, or use 'tpe', 'random' or 'grid'"));
        }
    }

    static SoraException parameter(String strategy, String needs, String have, String fix) {
        return new SoraException(
                Problem.of(CODE, "the strategy '%s' cannot search this space".formatted(strategy))
                        .needs(needs)
                        .have(have)
                        .fix(fix));
    }
}
