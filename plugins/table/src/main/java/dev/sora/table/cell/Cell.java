// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import dev.sora.data.ColumnValues;
import java.util.function.Supplier;

/**
 * Parses the text of a cell into a value of one type. An instance is not thread-safe.
 *
 * <p>Text is read from the buffer of the file parser, so that a number needs no {@code String}.
 */
public interface Cell {

    /** The result for a text that is not a value of the type. */
    Object NONE = ColumnValues.NONE;

    /**
     * Returns the value, as an instance of the Java type of the column type; null for a text that
     * means "missing", and {@link #NONE} for a text that is not a value of the type.
     *
     * @param where the place for messages
     * @throws dev.sora.problem.RecordException if the value refers to something broken, such as an
     *     image
     */
    Object read(char[] text, int from, int length, Supplier<String> where);

    /** Returns a description of the expected values for messages, such as {@code a number}. */
    String needs();
}
