// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database that is connected to for as long as its source is open. */
interface Database extends AutoCloseable {

    /** Returns its place for messages; never with a password in it. */
    String place();

    /** Returns the connection that stays open; it serves to look at tables and columns. */
    Connection connection();

    /** Opens a connection for one pass, which sees the same data as every other pass. */
    Connection begin() throws SQLException;

    /** Returns the names of some tables, for messages; none if they cannot be told. */
    List<String> tables();

    /** Says what went wrong before the first record. */
    DataException refused(SQLException e, String where);

    /** Says what went wrong in a pass of which so many records had been read. */
    DataException broken(SQLException e, RowStream.Part part, long read);

    /** Lets go of the database. */
    @Override
    void close();
}
