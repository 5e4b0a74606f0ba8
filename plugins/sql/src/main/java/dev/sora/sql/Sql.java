// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Composes SQL statements from names that are not trusted. */
final class Sql {

    private Sql() {}

    /** Returns a name as a quoted identifier. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns a text as a quoted string. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Returns a query for a table, whose name may include its schema. */
    static String table(String table) {
        List<String> parts = new ArrayList<>();
        for (String part : table.split("\\.", -1)) {
            parts.add(name(part));
        }
        return "SELECT * FROM " + String.join(".", parts);
    }

    /** Returns a query without the semicolons at its end. */
    static String trimmed(String query) {
        return query.replaceFirst("[;\\s]+$", "");
    }

    /** Returns a query that selects some columns of another query, in an order. */
    static String select(String query, List<Field> fields, List<String> order, OptionalLong limit) {
        String columns = fields.stream().map(Field::selected).collect(Collectors.joining(", "));
        return "SELECT "
                + columns
                + " FROM (\n"
                + query
                + "\n) AS chosen"
                + order(order)
                + (limit.isPresent() ? " LIMIT " + limit.getAsLong() : "");
    }

    private static String order(List<String> order) {
        return order.isEmpty()
                ? ""
                : order.stream().map(Sql::key).collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private static String key(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.endsWith(" desc")) {
            return name(key.substring(0, key.length() - 5).trim()) + " DESC";
        }
        return name(lower.endsWith(" asc") ? key.substring(0, key.length() - 4).trim() : key);
    }
}
