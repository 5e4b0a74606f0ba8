// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.ColumnType;

/** Says which type the texts of a column have. */
final class Meanings {

    private Meanings() {}

    /**
     * Returns the type of all texts that are neither blank nor a word for a missing value; {@code
     * TEXT} if they have none in common. Digits with leading zeros are texts: as numbers, 01 and 1
     * would be one.
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
        if (texts.count(TextForm.TRUTH) == valued) {
            return ColumnType.TRUTH;
        }
        boolean dated = texts.count(TextForm.TEXT) == valued && !texts.dateFormats().isEmpty();
        return dated ? ColumnType.TIME : ColumnType.TEXT;
    }
}
