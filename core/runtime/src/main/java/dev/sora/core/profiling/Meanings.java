// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.TextForm;
import dev.sora.core.profile.TextProfile;
import dev.sora.data.ColumnType;

/** Determines the type of the strings of a column. */
final class Meanings {

    private Meanings() {}

    /**
     * Returns the common type of all strings that are neither blank nor a word for a missing value;
     * {@code TEXT} if there is none. Digits with leading zeros are strings: as numbers, 01 and 1
     * would be equal.
     */
    static ColumnType of(TextProfile texts, long present) {
        long valued = present - texts.count(TextForm.BLANK) - texts.count(TextForm.MARK);
        if (valued == 0) {
            return ColumnType.TEXT;
        }
        long integers = texts.count(TextForm.INTEGER);
        if (integers == valued) {
            return ColumnType.INTEGER;
        }
        if (integers + texts.count(TextForm.NUMBER) == valued) {
            return ColumnType.NUMBER;
        }
        if (texts.count(TextForm.BOOLEAN) == valued) {
            return ColumnType.BOOLEAN;
        }
        boolean dated = texts.count(TextForm.TEXT) == valued && !texts.dateFormats().isEmpty();
        return dated ? ColumnType.TIME : ColumnType.TEXT;
    }
}
