// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.core.Prediction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the predictions of one call, on the thread that receives them. */
final class CallCounts {

    private final Map<String, Long> broken = new LinkedHashMap<>();
    private long records;
    private long errors;

    void add(Prediction prediction) {
        records++;
        prediction
                .error()
                .ifPresent(
                        problem -> {
                            errors++;
                            broken.merge(problem.code(), 1L, Long::sum);
                        });
    }

    long records() {
        return records;
    }

    /** Returns the number of broken records by the code of their error. */
    Map<String, Long> broken() {
        return broken;
    }

    /** Returns the first code if all records are broken: nothing was predicted. */
    Optional<String> failure() {
        return records > 0 && errors == records
                ? Optional.of(broken.keySet().iterator().next())
                : Optional.empty();
    }
}
