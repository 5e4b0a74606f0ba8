// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.data.TextForm;
import java.util.List;
import java.util.OptionalInt;

/**
 * How to predict.
 *
 * @param skipBroken whether a broken record gets a prediction with its error; otherwise the first
 *     one ends the call
 * @param top how many classes of each output keep their probabilities, the likeliest first; all of
 *     them in their own order if absent
 * @param keep columns of the records that pass through to the predictions unchanged
 */
public record PredictionOptions(boolean skipBroken, OptionalInt top, List<String> keep) {

    /** All that is predicted, and nothing beside it; the first broken record ends the call. */
    public static final PredictionOptions DEFAULT =
            new PredictionOptions(false, OptionalInt.empty(), List.of());

    /** Copies the names, each once. */
    public PredictionOptions {
        keep = keep.stream().map(TextForm::nameOf).distinct().toList();
    }

    /** Returns these options, by which a broken record gets a prediction with its error. */
    public PredictionOptions skippingBroken() {
        return new PredictionOptions(true, top, keep);
    }

    /**
     * Returns these options with no more than the likeliest classes.
     *
     * @throws IllegalArgumentException if there are to be less than 1
     */
    public PredictionOptions top(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("at least 1 class, not " + classes);
        }
        return new PredictionOptions(skipBroken, OptionalInt.of(classes), keep);
    }

    /** Returns these options with columns that pass through. */
    public PredictionOptions keeping(String... columns) {
        return new PredictionOptions(skipBroken, top, List.of(columns));
    }
}
