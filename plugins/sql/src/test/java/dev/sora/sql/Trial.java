// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Opens sources and reads them. */
final class Trial {

    static final ParquetType PARQUET = new ParquetType();
    static final JdbcType JDBC = new JdbcType(name -> null);

    private Trial() {}

    static JdbcType jdbc(UnaryOperator<String> environment) {
        return new JdbcType(environment);
    }

    static DataSource open(DataSourceType type, Map<String, ?> settings) {
        return type.open(Settings.of(type.descriptor().settings(), settings));
    }

    static List<DataRecord> all(DataSource source) {
        List<DataRecord> records = new ArrayList<>();
        try (RecordStream stream = source.records()) {
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                records.add(next.get());
            }
        }
        return records;
    }

    static List<DataRecord> all(DataSourceType type, Map<String, ?> settings) {
        try (DataSource source = open(type, settings)) {
            return all(source);
        }
    }

    static List<Object> column(List<DataRecord> records, String name) {
        return records.stream().map(r -> r.find(name).orElse("missing")).toList();
    }

    static Problem problem(ThrowingCallable action) {
        DataException e = catchThrowableOfType(DataException.class, action);
        return e.problems().get(0);
    }

    /** Runs statements in a database file of DuckDB's, or in one in memory. */
    static void duckDb(String file, String... statements) throws SQLException {
        try (Connection connection = Drivers.duckDb("jdbc:duckdb:" + file, new Properties());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Writes what a query yields. */
    static Path parquet(Path file, String query) throws SQLException {
        duckDb("", "COPY (" + query + ") TO " + Sql.text(file.toString()) + " (FORMAT parquet)");
        return file;
    }
}
