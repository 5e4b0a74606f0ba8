// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;

/** Checks that what an explanation is computed from is finite. */
final class Finite {

    private Finite() {}

    /**
     * Returns a score.
     *
     * @throws SoraException if it is infinite or not a number: nothing can be attributed then
     */
    static float checked(float score) {
        if (!Float.isFinite(score)) {
            throw new SoraException(
                    Problem.of("SORA-4933", "the score of an answer is not finite")
                            .have(Float.toString(score))
                            .fix(
                                    "check the record for extreme values; if they are right, train"
                                            + " again with a lower learning rate"));
        }
        return score;
    }
}
