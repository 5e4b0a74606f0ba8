// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a data source.
 *
 * @since 1.0
 */
public final class Schema {

    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * Creates a schema.
     *
     * @throws IllegalArgumentException if two columns have the same name
     */
    public Schema(List<Column> columns) {
        this.columns = List.copyOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            if (positions.put(columns.get(i).name(), i) != null) {
                throw new IllegalArgumentException("two columns '" + columns.get(i).name() + "'");
            }
        }
    }

    /** Returns a schema of the given columns. */
    public static Schema of(Column... columns) {
        return new Schema(List.of(columns));
    }

    /** Returns the columns in their order. */
    public List<Column> columns() {
        return columns;
    }

    /** Returns the column of a name; empty if there is none. */
    public Optional<Column> column(String name) {
        return Optional.ofNullable(positions.get(name)).map(columns::get);
    }

    /** Returns the position of the column of a name, from 0, or -1 if there is none. */
    public int position(String name) {
        return positions.getOrDefault(name, -1);
    }
}
