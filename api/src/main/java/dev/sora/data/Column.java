// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.Objects;

/**
 * A named, typed column of records.
 *
 * @param name the name
 * @param type the type of its values
 * @since 1.0
 */
public record Column(String name, ColumnType type) {

    /** Checks that both parts are present. */
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** Returns a column. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type);
    }
}
