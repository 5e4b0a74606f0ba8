// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import dev.sora.data.ColumnValues;
import java.util.function.Supplier;

/**
 * Reads the text of one cell as a value of one type. One instance serves one thread.
 *
 * <p>Cells are read out of the parser's own buffer, so that a number costs no text.
 */
public interface Cell {

    /** What is returned for a text that is no value of the type. */
    Object NONE = ColumnValues.NONE;

    /**
     * Returns the value, of the Java type that the column's type names, null for a text that stands
     * for no value, or {@link #NONE}.
     *
     * @param where the place for messages
     * @throws dev.sora.problem.RecordException if the value names something that is broken
     */
    Object read(char[] text, int from, int length, Supplier<String> where);

    /** Returns what would have been a value, for messages: {@code a number}. */
    String needs();
}
