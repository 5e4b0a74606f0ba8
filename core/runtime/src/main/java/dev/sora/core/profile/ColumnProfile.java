// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * What a column holds.
 *
 * @param name the name
 * @param type the type that the source gives it
 * @param meaning the type that its values have: texts that are all numbers are {@code NUMBER}
 * @param records how many records there are
 * @param missing how many lack a value; NaN counts as missing
 * @param distinct how many different values there are
 * @param repeated how many values were there before
 * @param exact whether these two are exact, and not estimated
 * @param frequent the most frequent values
 * @param complete whether these are all values
 * @param off by how much the counts of frequent values may be too low
 * @param similar values that differ only by case, blanks or Unicode form
 * @param numbers what its numbers are like: values, or texts that are numbers
 * @param infinite how many numbers are infinite
 * @param texts what its texts are like
 * @param images what its pictures are like
 * @param widths how many elements its vectors, lists and nested values have
 * @param firstTime the earliest time, in ISO 8601; empty if there are none
 * @param lastTime the latest
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

    /** Returns how many records have a value. */
    public long present() {
        return records - missing;
    }

    /** Returns the share of records that lack a value; 0 if there are no records. */
    public double missingShare() {
        return records == 0 ? 0 : (double) missing / records;
    }

    /** Returns whether no value was there before, as far as is known. */
    public boolean allDistinct() {
        return present() > 1 && repeated == 0 && exact
                || present() > 1 && !exact && repeated < present() / 1000;
    }

    /** Returns whether there is one value only. */
    public boolean isConstant() {
        return present() > 0 && distinct == 1;
    }
}
