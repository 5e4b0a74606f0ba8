// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

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
    PREDICTION("--on-error skip gives such records a line with their error"),
    /** A program holds the record. */
    MEMORY("PredictionOptions.skippingBroken() gives such records a prediction with their error"),
    /** A program asks for nodes of records that it holds. */
    TAP("leave the record out");

    private static final String SETTING = "'on_error: skip'";

    /** All that remedies say around the setting, so that what is left still reads. */
    private static final Pattern ADVICE =
            Pattern.compile(
                    "(?:^|[,;]? or )(?:set |leave such records out with )?"
                            + SETTING
                            + "(?: under 'data'| on the data source)?");

    /** What only a manifest can change, and only before a training. */
    private static final Pattern LEARNED =
            Pattern.compile(
                    "on the input|'(?:unknown|empty|evaluation|classes|labels|key|positive)");

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
        if (this == TRAINING) {
            return given.contains(SETTING) ? given : joined(given, remedy);
        }
        // the setting belongs into a manifest, which is not what is written here
        String left = withoutSetting(given);
        return joined(
                LEARNED.matcher(left).find()
                        ? left + " (settings of inputs and outputs need another training)"
                        : left,
                remedy);
    }

    /** Returns a remedy without the setting of a manifest, for who does not write one. */
    static String withoutSetting(String given) {
        return ADVICE.matcher(given).replaceAll("");
    }

    private static String joined(String first, String second) {
        return first.isEmpty() ? second : first + "; " + second;
    }
}
