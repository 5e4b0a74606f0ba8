// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database connection that lives as long as its source is open. */
interface Database extends AutoCloseable {

    /** Returns the location for messages, without a password. */
    String place();

    /** Returns the permanent connection, which serves to inspect tables and columns. */
    Connection connection();

    /** Opens a connection for one pass. All passes see the same data. */
    Connection begin() throws SQLException;

    /** Returns the names of some tables, for messages; empty if they are unknown. */
    List<String> tables();

    /** Describes a failure before the first record. */
    DataException refused(SQLException e, String where);

    /** Describes a failure in a pass after {@code read} records. */
    DataException broken(SQLException e, RowStream.Part part, long read);

    /** Closes all connections. */
    @Override
    void close();
}
