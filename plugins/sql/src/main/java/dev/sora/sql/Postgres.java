// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server.
 *
 * <p>One connection stays open in a read-only transaction and exports its snapshot. Each pass runs
 * in a transaction on that snapshot, so that every pass sees the same rows, whatever other sessions
 * write, and scans them in the same way.
 */
final class Postgres implements Database {

    private final PostgresAddress address;
    private final boolean ordered;
    private final Connection connection;
    private final @Nullable String snapshot;

    /**
     * Connects to the server.
     *
     * @param shared whether all passes use one snapshot
     * @param ordered whether the query has an order; otherwise the server may not change the order
     */
    Postgres(PostgresAddress address, boolean shared, boolean ordered) {
        this.address = address;
        this.ordered = ordered;
        Connection opened = null;
        try {
            opened = open();
            snapshot = shared ? export(opened) : null;
            connection = opened;
        } catch (SQLException e) {
            close(opened);
            throw PostgresProblems.notConnected(e, address.place());
        } catch (RuntimeException e) {
            close(opened);
            throw e;
        }
    }

    @Override
    public String place() {
        return address.place();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Connection begin() throws SQLException {
        Connection pass = null;
        try {
            pass = open();
        } catch (SQLException e) {
            throw PostgresProblems.notConnected(e, address.place());
        }
        if (snapshot != null) {
            try (Statement statement = pass.createStatement()) {
                statement.execute("SET TRANSACTION SNAPSHOT " + Sql.text(snapshot));
            } catch (SQLException e) {
                close(pass);
                throw new DataException(
                        Problem.of("SORA-4820", "the database's snapshot is gone")
                                .where(place())
                                .have(PostgresProblems.text(e))
                                .fix(
                                        "the server was restarted, or it closed the connection that"
                                                + " held it: start again"),
                        e);
            }
        }
        return pass;
    }

    @Override
    public List<String> tables() {
        List<String> names = new ArrayList<>();
        try {
            // after a failure, a transaction accepts only a rollback
            connection.rollback();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT CASE table_schema WHEN current_schema() THEN ''"
                                            + " ELSE table_schema || '.' END || table_name"
                                            + " FROM information_schema.tables WHERE table_schema"
                                            + " NOT IN ('pg_catalog', 'information_schema')"
                                            + " ORDER BY 1 LIMIT 50")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            // the list only supplements another message
            return List.of();
        }
        return names;
    }

    @Override
    public DataException refused(SQLException e, String where) {
        return PostgresProblems.refused(e, where, this);
    }

    @Override
    public DataException broken(SQLException e, RowStream.Part part, long read) {
        return PostgresProblems.broken(e, part.where(), read, this);
    }

    @Override
    public void close() {
        close(connection);
    }

    private Connection open() throws SQLException {
        Connection opened = Drivers.postgreSql(address.url(), address.properties());
        try {
            opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            opened.setReadOnly(true);
            try (Statement statement = opened.createStatement()) {
                statement.execute("SET idle_in_transaction_session_timeout = 0");
                statement.execute("SET synchronize_seqscans = off");
                if (!ordered) {
                    statement.execute("SET max_parallel_workers_per_gather = 0");
                }
            }
            // otherwise the driver fetches all rows before it returns the first
            opened.setAutoCommit(false);
            return opened;
        } catch (SQLException e) {
            close(opened);
            throw e;
        }
    }

    private String export(Connection opened) throws SQLException {
        try (Statement statement = opened.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_export_snapshot()")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            if (PostgresProblems.isGone(e)) {
                throw e;
            }
            throw new DataException(
                    Problem.of("SORA-4820", "the server does not share a snapshot between passes")
                            .where(place())
                            .have(PostgresProblems.text(e))
                            .fix(
                                    "set 'snapshot: false' and make sure that no program writes"
                                            + " meanwhile"),
                    e);
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // a lost connection needs no closing
        }
    }
}
