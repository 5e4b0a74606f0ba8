// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.Column;

/**
 * A column of the records and where it comes from.
 *
 * @param column the column
 * @param expression the SQL expression that selects it
 * @param reader how its values are read
 */
record Field(Column column, String expression, ValueReader reader) {

    /** Returns the expression with the column's name as alias, for a SELECT list. */
    String selected() {
        String name = Sql.name(column.name());
        return expression.equals(name) ? name : expression + " AS " + name;
    }
}
