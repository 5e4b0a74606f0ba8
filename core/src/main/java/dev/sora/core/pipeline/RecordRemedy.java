// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.function.Supplier;

/**
 * Names the way past a record that ends a run. Who finds a record broken does not know whether it
 * is one of a training, which a manifest describes, or one to predict for.
 */
public enum RecordRemedy {
    /** The source stands in the manifest. */
    TRAINING("set 'on_error: skip' on the source to leave such records out"),
    /** The source stands in a file, or in the manifest within the package. */
    EVALUATION("name the source with --data and set 'on_error: skip' on it"),
    /** The source is found by its file. */
    PREDICTION("--on-error skip gives such records a line with their error");

    private static final String SETTING = "'on_error: skip'";

    private final String remedy;

    RecordRemedy(String remedy) {
        this.remedy = remedy;
    }

    /** Calls an action; a record that ends it is told of with the remedy that helps there. */
    public <R> R in(Supplier<R> action) {
        try {
            return action.get();
        } catch (RecordException e) {
            Problem problem = e.problems().get(0);
            throw new RecordException(problem.fix(fix(problem.fix())), e);
        }
    }

    private String fix(String given) {
        if (!given.contains(SETTING)) {
            return given.isEmpty() ? remedy : given + "; " + remedy;
        }
        if (this == TRAINING) {
            return given;
        }
        // the setting belongs into a manifest, which is not what is written here
        return given.replaceAll(",? or (?:set )?" + SETTING, "") + "; " + remedy;
    }
}
