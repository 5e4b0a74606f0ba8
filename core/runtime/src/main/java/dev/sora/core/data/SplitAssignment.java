// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

/**
 * Which record of a source belongs to which part.
 *
 * @param marks one ordinal of {@link Split} for each record, {@link #LEFT_OUT} for those of no
 *     part; {@code null} if all belong to one
 * @param only the part of all records if there are no marks
 */
record SplitAssignment(byte[] marks, Split only) {

    static final byte LEFT_OUT = -1;

    /** Returns whether a record belongs to a part. */
    boolean has(Split part, long position) {
        return marks == null ? part == only : marks[(int) position] == part.ordinal();
    }

    /** Returns the part of a record that has one. */
    Split of(long position) {
        if (marks == null) {
            return only;
        }
        byte mark = marks[(int) position];
        return mark == LEFT_OUT ? Split.TRAIN : Split.values()[mark];
    }

    /** Returns how many records of the first ones belong to a part. */
    long count(Split part, long records) {
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
