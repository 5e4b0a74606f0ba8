// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.data.TextForm;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of a prediction.
 *
 * @param skipBroken whether a broken record gets a prediction with its error; otherwise the first
 *     broken record ends the call
 * @param top the number of classes of each output whose probabilities are returned, the most
 *     probable first; all classes in their own order if absent
 * @param keep columns of the records that pass through to the predictions unchanged
 * @param tiling how large pictures are cut into parts; not at all if absent
 */
public record PredictionOptions(
        boolean skipBroken, OptionalInt top, List<String> keep, Optional<Tiling> tiling) {

    /**
     * The defaults: all classes, no columns pass through, the first broken record ends the call.
     */
    public static final PredictionOptions DEFAULT =
            new PredictionOptions(false, OptionalInt.empty(), List.of());

    /** Returns options without tiling. */
    public PredictionOptions(boolean skipBroken, OptionalInt top, List<String> keep) {
        this(skipBroken, top, keep, Optional.empty());
    }

    /** Copies the names and removes duplicates. */
    public PredictionOptions {
        keep = keep.stream().map(TextForm::nameOf).distinct().toList();
    }

    /** Returns these options, with a prediction that holds the error for each broken record. */
    public PredictionOptions skippingBroken() {
        return new PredictionOptions(true, top, keep, tiling);
    }

    /**
     * Returns these options, limited to the most probable classes.
     *
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public PredictionOptions top(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("at least 1 class, not " + classes);
        }
        return new PredictionOptions(skipBroken, OptionalInt.of(classes), keep, tiling);
    }

    /** Returns these options with columns that pass through. */
    public PredictionOptions keeping(String... columns) {
        return new PredictionOptions(skipBroken, top, List.of(columns), tiling);
    }

    /** Returns these options, with large pictures cut into parts. */
    public PredictionOptions tiled(Tiling parts) {
        return new PredictionOptions(skipBroken, top, keep, Optional.of(parts));
    }
}
