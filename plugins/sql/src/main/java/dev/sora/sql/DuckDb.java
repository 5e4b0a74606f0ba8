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
 * An embedded DuckDB database.
 *
 * <p>It accesses only the given files, loads no extension and uses no network: a database file may
 * contain views, and views may contain any statement.
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
     * @param memory the limit in megabytes before DuckDB spills to disk
     * @param alone whether it uses one thread, so that every query has a fixed order
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

    /** Opens a database in memory that can read only the given files. */
    static DuckDb memory(String place, List<Path> files, long memory, boolean alone) {
        return memory(place, files, List.of(), memory, alone);
    }

    /** Opens a database in memory with views over the given files. */
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
        // stream results instead of materialising them first
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

    /** Returns the paths as SQL strings, separated by commas. */
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
            // the list only supplements another message
            return List.of();
        }
        return names;
    }

    /** Returns whether a name, optionally with its schema, denotes a view. */
    boolean isView(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        String views =
                "SELECT count(*) FROM duckdb_views() WHERE NOT internal AND lower(view_name) ="
                        + " lower(%s)";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(views.formatted(Sql.text(last)))) {
            return rows.next() && rows.getLong(1) > 0;
        } catch (SQLException e) {
            // treat the name as a view if this is unknown
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
     * Finds the cause of a failure: a streamed result ends at a failure without reporting the
     * cause, or even the failure.
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
     * Computes a query once and stores its results, on disk if they are large, so that each pass
     * reads the same rows in the same order.
     *
     * @return the query that reads the results, and their number
     */
    RowStream.Part keep(String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + KEPT + " AS\n" + query);
            return table("SELECT * FROM " + KEPT);
        }
    }

    /** Returns a query for the contents of a table, and the number of its rows. */
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
