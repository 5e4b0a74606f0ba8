// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads integers as texts where they are identifiers outside of signed 64-bit integers, as the
 * sources of JSON lines and NumPy arrays do. The first thousand rows decide.
 */
final class WideIntegers {

    private static final int LOOKED_AT = 1000;

    private WideIntegers() {}

    /** Returns the fields; wide integers become texts if a value requires it. */
    static List<Field> settle(
            Connection connection, String query, List<Described> described, List<Field> fields)
            throws SQLException {
        Set<String> wide = new TreeSet<>();
        described.stream().filter(WideIntegers::isWide).forEach(c -> wide.add(c.name()));
        List<Field> settled = new ArrayList<>();
        for (Field field : fields) {
            boolean text =
                    field.column().type() == ColumnType.INTEGER
                            && wide.contains(field.column().name())
                            && exceeds(connection, query, field.expression());
            settled.add(
                    text
                            ? new Field(
                                    Column.of(field.column().name(), ColumnType.TEXT),
                                    "CAST(" + field.expression() + " AS VARCHAR)",
                                    ResultSet::getString)
                            : field);
        }
        return List.copyOf(settled);
    }

    private static boolean isWide(Described column) {
        String name = column.typeName().toLowerCase(java.util.Locale.ROOT);
        return name.equals("ubigint") || name.matches("decimal\\((19|[23]\\d), ?0\\)");
    }

    private static boolean exceeds(Connection connection, String query, String expression)
            throws SQLException {
        String beyond =
                """
                SELECT count(*) FROM (SELECT %s AS v FROM (%s) LIMIT %d)
                WHERE v > 9223372036854775807 OR v < -9223372036854775808"""
                        .formatted(expression, query, LOOKED_AT);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(beyond)) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }
}
