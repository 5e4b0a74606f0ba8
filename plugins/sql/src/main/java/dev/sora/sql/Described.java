// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A column as a database reports it.
 *
 * @param name the name
 * @param type one of {@link java.sql.Types}
 * @param typeName the name of the type in the database
 */
record Described(String name, int type, String typeName) {

    /** Returns the columns of a query without reading its rows. */
    static List<Described> query(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet nothing =
                        statement.executeQuery(
                                "SELECT * FROM (\n" + query + "\n) AS described LIMIT 0")) {
            return of(nothing.getMetaData());
        }
    }

    /** Returns the name of a type; one driver reports the precision of decimals separately. */
    private static String typeName(ResultSetMetaData data, int column) throws SQLException {
        String name = data.getColumnTypeName(column);
        boolean decimal = name.equalsIgnoreCase("numeric") || name.equalsIgnoreCase("decimal");
        return decimal && data.getPrecision(column) > 0
                ? "%s(%d,%d)".formatted(name, data.getPrecision(column), data.getScale(column))
                : name;
    }

    static List<Described> of(ResultSetMetaData data) throws SQLException {
        List<Described> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(
                    new Described(
                            data.getColumnLabel(i), data.getColumnType(i), typeName(data, i)));
        }
        return columns;
    }
}
