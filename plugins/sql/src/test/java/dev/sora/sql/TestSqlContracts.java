// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class TestSqlContracts {

    private static final String ROWS =
            "SELECT i AS id, i / 2 AS half, 'row ' || i AS name, i %% 2 = 0 AS even,"
                    + " DATE '2024-02-29' + i::INTEGER AS day, [i, i + 1] AS ids,"
                    + " CASE WHEN i > 2 THEN i END AS large FROM range(%d) t(i)";

    private static final String MANIFEST =
            """
            manifest: 1
            name: halves
            data:
              train: {type: parquet, path: "%s"}
              test: {type: jdbc, tables: {t: "%1$s"}, query: "SELECT * FROM t ORDER BY id"}
            inputs:
              half: {type: plain-values, column: half}
            particles:
              view: {type: plain-map, from: half, units: 2}
            outputs:
              again: {type: plain-number, column: half, from: view}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.001}
              epochs: 1
              batch_size: 4
            """;

    @TempDir private Path folder;

    private List<SourceContract> sources() throws IOException, SQLException {
        String one = Trial.parquet(folder.resolve("one.parquet"), ROWS.formatted(9)).toString();
        Files.createDirectories(folder.resolve("parts"));
        for (String name : List.of("a", "b")) {
            Trial.parquet(folder.resolve("parts/" + name + ".parquet"), ROWS.formatted(5));
        }
        String parts = folder.resolve("parts").toString();
        return List.of(parquet(one, parts), embedded(one));
    }

    private SourceContract parquet(String one, String parts) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.parquet"), "no parquet");
        return Contracts.source(new ParquetType())
                .variant(Map.of("path", one))
                .variant(Map.of("path", parts, "columns", List.of("name", "id"), "limit", 7))
                .variant(Map.of("path", parts + "/*.parquet"))
                .fails(Map.of("path", folder.resolve("missing.parquet").toString()))
                .fails(Map.of("path", broken.toString()))
                .fails(Map.of("columns", List.of("nothing")))
                .refuses("limit", 0);
    }

    private SourceContract embedded(String one) throws SQLException {
        String file = folder.resolve("rows.duckdb").toString();
        Trial.duckDb(file, "CREATE TABLE rows AS " + ROWS.formatted(6));
        return Contracts.source(new JdbcType(name -> null))
                .variant(Map.of("file", file, "table", "rows", "order_by", List.of("id desc")))
                .variant(
                        Map.of(
                                "tables",
                                Map.of("t", one),
                                "query",
                                "SELECT id, name FROM t ORDER BY id",
                                "limit",
                                4))
                .fails(Map.of("table", "nothing"))
                .fails(Map.of("file", folder.resolve("missing.duckdb").toString()))
                .refuses("limit", 0)
                .refuses("memory", 1);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContractOfSources() throws IOException, SQLException {
        return sources().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> readsFromAServer() throws SQLException {
        PostgresServer server = PostgresServer.start();
        server.execute(
                "CREATE TABLE rows AS SELECT i AS id, 'row ' || i AS name"
                        + " FROM generate_series(1, 20) AS t(i)");
        SourceContract contract =
                Contracts.source(new JdbcType(name -> PostgresServer.PASSWORD))
                        .withoutFiles()
                        .variant(server.settings(Map.of("table", "rows")))
                        .variant(
                                server.settings(
                                        Map.of(
                                                "query",
                                                "SELECT name FROM rows ORDER BY id",
                                                "snapshot",
                                                false,
                                                "fetch_size",
                                                3)))
                        .fails(Map.of("table", "nothing"));
        return contract.tests().onClose(server::close);
    }

    @TestFactory
    Stream<DynamicTest> plugin() throws IOException, SQLException {
        return Contracts.plugin(new SqlPlugin()).covers(sources()).tests();
    }

    @TestFactory
    Stream<DynamicTest> trains() throws IOException, SQLException {
        sources();
        return Contracts.plugin(new SqlPlugin())
                .trains(
                        MANIFEST.formatted(
                                folder.resolve("one.parquet").toString().replace('\\', '/')))
                .without(
                        Clause.UNLOADING,
                        "once DuckDB has worked, its native library keeps classes of the bundle in"
                                + " global references, which end with the process")
                .tests();
    }
}
