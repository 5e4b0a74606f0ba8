// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which columns a table of predictions has, and what happens to broken rows.
 *
 * @param keep columns of the input that pass through; all if empty
 * @param prefix the beginning of the names of all columns with answers
 * @param skipBroken whether a broken row has a value in the column {@code error} instead of an
 *     answer; otherwise it ends the job
 * @param top the number of most probable classes whose probabilities are kept
 */
public record PredictionColumns(
        Optional<List<String>> keep, String prefix, boolean skipBroken, OptionalInt top) {

    /**
     * All columns of the input and the answers under their own names; a broken row ends the job.
     */
    public static final PredictionColumns DEFAULT =
            new PredictionColumns(Optional.empty(), "", false, OptionalInt.empty());

    /** Copies the list. */
    public PredictionColumns {
        keep = keep.map(List::copyOf);
    }

    /** Returns these columns, with a column of errors for broken rows. */
    public PredictionColumns skippingBroken() {
        return new PredictionColumns(keep, prefix, true, top);
    }

    /** Returns these columns, with only some of those of the input. */
    public PredictionColumns keeping(List<String> columns) {
        return new PredictionColumns(Optional.of(columns), prefix, skipBroken, top);
    }

    /** Returns these columns, with a prefix before the names of answers. */
    public PredictionColumns prefixed(String beginning) {
        return new PredictionColumns(keep, beginning, skipBroken, top);
    }

    /** Returns these columns, with the probabilities of the most probable classes only. */
    public PredictionColumns top(int classes) {
        return new PredictionColumns(keep, prefix, skipBroken, OptionalInt.of(classes));
    }
}
