// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.score;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;

/** Checks that what an explanation is computed from is finite. */
public final class Finite {

    private Finite() {}

    /**
     * Returns a score, or a part of one.
     *
     * @throws SoraException if it is infinite or not a number: nothing can be attributed then
     */
    public static double checked(double score) {
        if (!Double.isFinite(score)) {
            throw new SoraException(
                    Problem.of("SORA-4933", "the score of an answer is not finite")
                            .have(Double.toString(score))
                            .fix(
                                    "check the record for extreme values; if they are right, train"
                                            + " again with a lower learning rate"));
        }
        return score;
    }
}
