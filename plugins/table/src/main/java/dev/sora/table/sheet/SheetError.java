// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

/**
 * A cell that contains an error instead of a value.
 *
 * @param shown the text of the error, such as {@code #DIV/0!}
 */
record SheetError(String shown) {

    /** Returns whether the error means "not available", which is a missing value. */
    boolean isNoValue() {
        return shown.equals("#N/A");
    }
}
