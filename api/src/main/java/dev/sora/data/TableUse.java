// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A table that an input reads, and the columns that it reads there.
 *
 * @param setting the path of the setting that names the table, such as {@code edges.table}
 * @param table the name of the table in {@code data.tables}
 * @param columns the columns
 * @since 2.1
 */
public record TableUse(String setting, String table, List<Use> columns) {

    /** Copies the list; checks that all parts are present. */
    public TableUse {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(table, "table");
        columns = List.copyOf(columns);
    }

    /**
     * A column of a table.
     *
     * @param setting the path of the setting that names the column
     * @param column its name
     * @param types the types that it may have
     * @since 2.1
     */
    public record Use(String setting, String column, Set<ColumnType> types) {

        /** Copies the set; checks that all parts are present. */
        public Use {
            Objects.requireNonNull(setting, "setting");
            Objects.requireNonNull(column, "column");
            types = Set.copyOf(types);
        }
    }

    /**
     * Returns the use of a table of which no column is named yet.
     *
     * @param setting the path of the setting that names the table, below the node
     * @param table the name of the table
     */
    public static TableUse of(String setting, String table) {
        return new TableUse(setting, table, List.of());
    }

    /**
     * Returns a copy with one more column.
     *
     * @param setting the path of the setting that names the column, below the node
     * @param column its name
     * @param types the types that it may have; all types if there are none
     */
    public TableUse column(String setting, String column, ColumnType... types) {
        List<Use> more = new ArrayList<>(columns);
        more.add(new Use(setting, column, Set.of(types)));
        return new TableUse(this.setting, table, more);
    }
}
