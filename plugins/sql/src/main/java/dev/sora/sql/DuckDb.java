// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB within this process.
 *
 * <p>It reaches no file but those it is given, loads no extension, and nothing reaches the network:
 * a database file may hold views, and views may hold anything.
 */
final class DuckDb implements Database {

    private static final String KEPT = "sora_kept.main.rows";

    private final String place;
    private final DuckDBConnection connection;

    private DuckDb(String place, DuckDBConnection connection) {
        this.place = place;
        this.connection = connection;
    }

    /**
     * Opens a database file for reading.
     *
     * @param memory how many megabytes it may use before it turns to the disk
     * @param alone whether it works with one thread, so that every query has one order
     */
    static DuckDb file(Path file, long memory, boolean alone) {
        Properties properties = properties(memory, alone);
        properties.setProperty("access_mode", "READ_ONLY");
        try {
            DuckDb database = connect(file.toString(), file.toString(), properties);
            try {
                database.lock(List.of());
            } catch (SQLException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (SQLException e) {
            throw DuckDbProblems.notOpened(e, file.toString());
        }
    }

    /** Opens a database in memory that can read just these files. */
    static DuckDb memory(String place, List<Path> files, long memory, boolean alone) {
        return memory(place, files, List.of(), memory, alone);
    }

    /** Opens a database in memory over some files, with the views that read them. */
    static DuckDb memory(
            String place, List<Path> files, List<String> views, long memory, boolean alone) {
        try {
            DuckDb database = connect("", place, properties(memory, alone));
            try (Statement statement = database.connection.createStatement()) {
                for (String view : views) {
                    statement.execute(view);
                }
                database.lock(files);
            } catch (SQLException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (SQLException e) {
            throw DuckDbProblems.notOpened(e, place);
        }
    }

    private static DuckDb connect(String address, String place, Properties properties)
            throws SQLException {
        Connection opened = Drivers.duckDb("jdbc:duckdb:" + address, properties);
        return new DuckDb(place, (DuckDBConnection) opened);
    }

    private static Properties properties(long memory, boolean alone) {
        Properties properties = new Properties();
        // results come as they are computed, instead of being gathered first
        properties.setProperty("jdbc_stream_results", "true");
        // two sources may read one file with different settings
        properties.setProperty("jdbc_instance_cache", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        properties.setProperty("allow_persistent_secrets", "false");
        properties.setProperty("memory_limit", memory + "MB");
        properties.setProperty(
                "temp_directory",
                Path.of(System.getProperty("java.io.tmpdir"), "sora-duckdb-" + UUID.randomUUID())
                        .toString());
        if (alone) {
            properties.setProperty("threads", "1");
        }
        return properties;
    }

    private void lock(List<Path> files) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ATTACH ':memory:' AS sora_kept (READ_WRITE)");
            if (!files.isEmpty()) {
                statement.execute("SET allowed_paths = [" + texts(files) + "]");
            }
            statement.execute("SET enable_external_access = false");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET lock_configuration = true");
        }
    }

    /** Returns the paths as texts, with commas between them. */
    static String texts(List<Path> files) {
        return files.stream().map(f -> Sql.text(f.toString())).collect(Collectors.joining(", "));
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Connection begin() throws SQLException {
        return connection.duplicate();
    }

    @Override
    public List<String> tables() {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT table_name FROM information_schema.tables"
                                        + " ORDER BY table_name LIMIT 50")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            // the list is a help within another message
            return List.of();
        }
        return names;
    }

    /** Returns whether a name, which may be with its schema, is that of a view. */
    boolean isView(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        String views =
                "SELECT count(*) FROM duckdb_views() WHERE NOT internal AND lower(view_name) ="
                        + " lower(%s)";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(views.formatted(Sql.text(last)))) {
            return rows.next() && rows.getLong(1) > 0;
        } catch (SQLException e) {
            // what may be a view is taken for one
            return true;
        }
    }

    @Override
    public DataException refused(SQLException e, String where) {
        return DuckDbProblems.refused(e, where, this);
    }

    @Override
    public DataException broken(SQLException e, RowStream.Part part, long read) {
        SQLException reason = reason(e, part);
        return read == 0
                ? DuckDbProblems.refused(reason, part.where(), this)
                : DuckDbProblems.broken(reason, part.where(), read);
    }

    /**
     * Finds out what is wrong: a result that comes piece by piece ends at a failure and does not
     * tell why, or even that it failed.
     */
    private SQLException reason(SQLException e, RowStream.Part part) {
        String all = "SELECT max(hash(everything)) FROM (\n%s\n) AS everything";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(all.formatted(part.query()))) {
            rows.next();
            return e;
        } catch (SQLException reason) {
            return reason;
        }
    }

    /**
     * Computes a query once and keeps its results, on the disk if they are large; each pass then
     * reads the same rows in the same order.
     *
     * @return the query that reads them, and how many there are
     */
    RowStream.Part keep(String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + KEPT + " AS\n" + query);
            return table("SELECT * FROM " + KEPT);
        }
    }

    /** Returns a query for what lies in a table, and how many rows that has. */
    RowStream.Part table(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM (" + query + ")")) {
            rows.next();
            return new RowStream.Part(query, place, place, OptionalLong.of(rows.getLong(1)));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
