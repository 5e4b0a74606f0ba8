// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The remedy for a broken record that ends a run. The code that finds a record broken does not know
 * whether it belongs to a training, which a manifest describes, or to a prediction.
 */
public enum RecordRemedy {
    /** The source is in the manifest. */
    TRAINING("set 'on_error: skip' on the source to leave such records out"),
    /** The source is in its own file, or in the manifest within the package. */
    EVALUATION("name the source with --data and set 'on_error: skip' on it"),
    /** The source was found for a file. */
    PREDICTION("--on-error skip gives such records a line with their error"),
    /** The record is in memory. */
    MEMORY("PredictionOptions.skippingBroken() gives such records a prediction with their error"),
    /** Values of nodes, or an explanation, are requested of the record. */
    TAP("leave the record out");

    private static final String SETTING = "'on_error: skip'";

    /**
     * The remedies about the setting with their context, so that the remaining text is a sentence.
     */
    private static final Pattern ADVICE =
            Pattern.compile(
                    "(?:^|[,;]? or )(?:set |leave such records out with )?"
                            + SETTING
                            + "(?: under 'data'| on the data source)?");

    /** Before the last of several remedies, once the setting after it is left out. */
    private static final Pattern LAST_COMMA = Pattern.compile(",(?=[^,;]*$)");

    /** Remedies that only a manifest can apply, and only before a training. */
    private static final Pattern LEARNED =
            Pattern.compile(
                    "on the input|'(?:unknown|empty|evaluation|classes|labels|key|positive)");

    private final String remedy;

    RecordRemedy(String remedy) {
        this.remedy = remedy;
    }

    /** Calls an action. If a record ends it, the exception has the remedy that applies here. */
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
        // the setting belongs in a manifest, which the user does not write here
        String left = withoutSetting(given);
        return joined(
                LEARNED.matcher(left).find()
                        ? left + " (settings of inputs and outputs need another training)"
                        : left,
                remedy);
    }

    /** Returns a remedy without the setting of a manifest, for users who do not write one. */
    static String withoutSetting(String given) {
        String left = ADVICE.matcher(given).replaceAll("");
        return left.equals(given) || left.contains(" or ")
                ? left
                : LAST_COMMA.matcher(left).replaceFirst(" or");
    }

    private static String joined(String first, String second) {
        return first.isEmpty() ? second : first + "; " + second;
    }
}
