// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

/**
 * A cell that shows an error in place of a value.
 *
 * @param shown what it shows, {@code #DIV/0!} say
 */
record SheetError(String shown) {

    /** Returns whether it says that there is no value, which is no error of the sheet's. */
    boolean isNoValue() {
        return shown.equals("#N/A");
    }
}
