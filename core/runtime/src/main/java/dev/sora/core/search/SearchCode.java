// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.problem.Problem;

/** The problems of searches, each with its code. */
public enum SearchCode {
    /** A parameter. */
    PARAMETER("SORA-2701"),
    /** A condition. */
    CONDITION("SORA-2702"),
    /** A goal. */
    GOAL("SORA-2703"),
    /** A manifest of a corner of the space. */
    CORNER("SORA-2704"),
    /** A strategy and a space. */
    STRATEGY("SORA-2705"),
    /** Another search. */
    OTHER_SEARCH("SORA-2706"),
    /** A folder with a search. */
    FOLDER("SORA-2707"),
    /** A damaged journal. */
    JOURNAL("SORA-2708"),
    /** No result. */
    NO_RESULT("SORA-2709"),
    /** An undefined goal. */
    UNDEFINED("SORA-2710"),
    /** No budget. */
    BUDGET("SORA-2711"),
    /** Weights that a trial begins with. */
    BRANCH("SORA-2712");

    private final String code;

    SearchCode(String code) {
        this.code = code;
    }

    /** Returns a problem with the code. */
    public Problem problem(String message) {
        return Problem.of(code, message);
    }
}
