// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.columns;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;

/** The error of an explanation over data that has no records. */
public final class NoRecords {

    private NoRecords() {}

    /** Returns the error, which the caller throws. */
    public static DataException refused() {
        return new DataException(
                Problem.of("SORA-4940", "there are no records to explain")
                        .fix("name a data source that has some"));
    }
}
