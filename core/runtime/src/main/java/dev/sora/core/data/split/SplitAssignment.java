// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

/**
 * The assignment of the records of a source to splits.
 *
 * @param marks an ordinal of {@link Split} for each record, {@link #LEFT_OUT} for those of no
 *     split; {@code null} if all belong to one
 * @param only the split of all records if there are no marks
 */
public record SplitAssignment(byte[] marks, Split only) {

    static final byte LEFT_OUT = -1;

    /** Returns whether a record belongs to a split. */
    public boolean has(Split part, long position) {
        return marks == null ? part == only : marks[(int) position] == part.ordinal();
    }

    /** Returns the split of a record, which must have one. */
    public Split of(long position) {
        if (marks == null) {
            return only;
        }
        byte mark = marks[(int) position];
        return mark == LEFT_OUT ? Split.TRAIN : Split.values()[mark];
    }

    /** Returns how many of the first records belong to a split. */
    public long count(Split part, long records) {
        if (marks == null) {
            return part == only ? records : 0;
        }
        long count = 0;
        for (int i = 0; i < records; i++) {
            if (marks[i] == part.ordinal()) {
                count++;
            }
        }
        return count;
    }
}
