// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that is watched: a measure of a column, or a field of the answers of an output.
 *
 * @param name the column or output
 * @param field the word of the measure, or the field
 * @param measure the measure; absent for a field of an answer
 * @param known the frequent words of the training, for {@link Measure#UNKNOWN_WORDS}
 * @param distribution its distribution in the training data
 */
public record WatchedValue(
        String name,
        String field,
        Optional<Measure> measure,
        Set<String> known,
        Distribution distribution) {

    /** Copies the set and keeps its order. */
    public WatchedValue {
        known = Collections.unmodifiableSet(new LinkedHashSet<>(known));
    }

    /** Returns a measure of a column. */
    static WatchedValue of(String column, Measure measure, Distribution distribution) {
        return of(column, measure, Set.of(), distribution);
    }

    static WatchedValue of(
            String column, Measure measure, Set<String> known, Distribution distribution) {
        return new WatchedValue(column, measure.word(), Optional.of(measure), known, distribution);
    }

    /** Returns a field of the answers of an output. */
    static WatchedValue ofAnswer(String output, String field, Distribution distribution) {
        return new WatchedValue(output, field, Optional.empty(), Set.of(), distribution);
    }

    /**
     * Returns the bin of a value.
     *
     * @param value the value of the column, or of the field
     */
    public int bin(@Nullable Object value) {
        return distribution.bin(measure.isPresent() ? measure.get().of(value, known) : value);
    }
}
