// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.duckdb.DuckDBDriver;

/**
 * Connects through the two drivers directly.
 *
 * <p>A driver registers itself with the JVM when its class is loaded, which would keep this plugin
 * from being unloaded. Therefore such a registration is removed. An earlier registration belongs to
 * the embedding application and remains.
 */
final class Drivers {

    private Drivers() {}

    /** Opens a DuckDB database. */
    static Connection duckDb(String url, Properties properties) throws SQLException {
        try {
            return Embedded.DRIVER.connect(url, properties);
        } catch (LinkageError e) {
            Throwable root = e.getCause() == null ? e : e.getCause();
            throw new DataException(
                    Problem.of("SORA-4816", "DuckDB's native library could not be loaded")
                            .needs(
                                    "a Sora built for this machine, and 60 MB of free space in"
                                            + " the folder for temporary files")
                            .have(
                                    "%s on %s %s, temporary files in %s"
                                            .formatted(
                                                    Texts.firstLine(String.valueOf(root)),
                                                    System.getProperty("os.name"),
                                                    System.getProperty("os.arch"),
                                                    System.getProperty("java.io.tmpdir")))
                            .fix(
                                    "build Sora on this machine, or set -Djava.io.tmpdir to a"
                                            + " folder with free space from which libraries may"
                                            + " be loaded"),
                    e);
        }
    }

    /** Connects to a PostgreSQL server. */
    static Connection postgreSql(String url, Properties properties) throws SQLException {
        return Server.DRIVER.connect(url, properties);
    }

    private static final class Embedded {
        static final Driver DRIVER = alone("org.duckdb.DuckDBDriver", DuckDBDriver::new);
    }

    private static final class Server {
        static final Driver DRIVER =
                alone("org.postgresql.Driver", () -> new org.postgresql.Driver());
    }

    private static Driver alone(String name, Supplier<Driver> creator) {
        List<Driver> before = registered(name);
        Driver driver = creator.get();
        for (Driver added : registered(name)) {
            if (!before.contains(added)) {
                try {
                    DriverManager.deregisterDriver(added);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return driver;
    }

    private static List<Driver> registered(String name) {
        return DriverManager.drivers().filter(d -> d.getClass().getName().equals(name)).toList();
    }
}
