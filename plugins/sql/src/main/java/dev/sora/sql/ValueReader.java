// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads one value from the current row of a result. */
@FunctionalInterface
interface ValueReader {

    /**
     * Returns the value, or {@code null} if it is missing.
     *
     * @param column the position, counted from 1
     * @throws BrokenValue if the value cannot be used
     */
    @Nullable Object read(ResultSet row, int column) throws SQLException;
}
