// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * The statistics of a column.
 *
 * @param name the name
 * @param type the type in the source
 * @param meaning the type of its values: strings that are all numbers are {@code NUMBER}
 * @param records the number of records
 * @param missing the number of records without a value; NaN counts as missing
 * @param distinct the number of distinct values
 * @param repeated the number of values that occurred before
 * @param exact whether these two are exact, and not estimated
 * @param frequent the most frequent values
 * @param complete whether these are all values
 * @param off the maximum by which the counts of frequent values may be too low
 * @param similar values that differ only by case, blanks or Unicode form
 * @param numbers the statistics of its numbers: values, or strings that are numbers
 * @param infinite the number of infinite numbers
 * @param texts the statistics of its strings
 * @param images the statistics of its pictures
 * @param widths the numbers of elements of its vectors, lists and nested values
 * @param firstTime the earliest time, in ISO 8601; empty if there are none
 * @param lastTime the latest time
 */
public record ColumnProfile(
        String name,
        ColumnType type,
        ColumnType meaning,
        long records,
        long missing,
        long distinct,
        long repeated,
        boolean exact,
        List<ValueCount> frequent,
        boolean complete,
        long off,
        List<List<String>> similar,
        Optional<NumberProfile> numbers,
        long infinite,
        Optional<TextProfile> texts,
        Optional<ImageProfile> images,
        Optional<NumberProfile> widths,
        String firstTime,
        String lastTime) {

    /** Returns the number of records with a value. */
    public long present() {
        return records - missing;
    }

    /** Returns the share of records without a value; 0 if there are no records. */
    public double missingShare() {
        return records == 0 ? 0 : (double) missing / records;
    }

    /** Returns whether no value occurred twice, as far as known. */
    public boolean allDistinct() {
        return present() > 1 && repeated == 0 && exact
                || present() > 1 && !exact && repeated < present() / 1000;
    }

    /** Returns whether there is only one distinct value. */
    public boolean isConstant() {
        return present() > 0 && distinct == 1;
    }
}
