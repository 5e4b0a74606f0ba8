// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TestPostgresProblems {

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        server.execute(
                "CREATE SEQUENCE counter",
                "CREATE TABLE numbers AS SELECT i AS id, 'row ' || i AS name"
                        + " FROM generate_series(1, 20000) AS t(i)");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void saysHowManyRecordsHadBeenReadWhenTheDatabaseGoesAway() throws Exception {
        try (DataSource source = server.open(Map.of("table", "numbers", "fetch_size", 100));
                RecordStream stream = source.records()) {
            for (int i = 0; i < 250; i++) {
                stream.next();
            }
            server.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                            + " WHERE application_name = 'Sora'");

            Problem problem =
                    Trial.problem(
                            () -> {
                                for (int i = 0; i < 20_000; i++) {
                                    stream.next();
                                }
                            });

            assertThat(problem.code()).isEqualTo("SORA-4813");
            assertThat(problem.message())
                    .isEqualTo(
                            "the connection to the database was lost after 300 records had"
                                    + " been read");
            assertThat(problem.where()).isEqualTo(server.place());
            assertThat(problem.have()).isNotEmpty();
            // the snapshot went with its connection: no pass may show other rows
            assertThat(Trial.problem(() -> Trial.all(source)).code()).isEqualTo("SORA-4820");
        }
    }

    @Test
    void saysThatTheServerStopped() throws Exception {
        try (DataSource source = server.open(Map.of("table", "numbers", "fetch_size", 10));
                RecordStream stream = source.records()) {
            stream.next();
            server.kill();

            Problem problem =
                    Trial.problem(
                            () -> {
                                for (int i = 0; i < 5000; i++) {
                                    stream.next();
                                }
                            });
            assertThat(problem.code()).isEqualTo("SORA-4813");
            assertThat(Trial.problem(() -> Trial.all(source)).toString())
                    .startsWith("SORA-4804  the database server cannot be reached")
                    .contains("fix    check server and port");
        } finally {
            server.run();
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(problem(Map.of("table", "Numbers")).toString())
                .isEqualTo(
                        """
                        SORA-4808  the database has no such table
                          where  %s
                          needs  relation "Numbers" does not exist
                          have   the tables numbers
                          fix    check the name; it is used as written, with upper and lower case"""
                                .formatted(server.place()));
        assertThat(problem(Map.of("query", "SELECT nam FROM numbers")).code())
                .isEqualTo("SORA-4809");
        assertThat(problem(Map.of("query", "SELEC")).code()).isEqualTo("SORA-4810");
        assertThat(problem(Map.of("query", "DELETE FROM numbers RETURNING id")).code())
                .isEqualTo("SORA-4810");
        assertThat(problem(Map.of("query", "SELECT nextval('counter')")).code())
                .isEqualTo("SORA-4822");
        assertThat(problem(Map.of("query", "SELECT 1 AS a, 2 AS a")).code()).isEqualTo("SORA-4812");
        Problem failed =
                problem(
                        Map.of(
                                "query",
                                "SELECT 1 / (id - 5000) AS x FROM numbers",
                                "fetch_size",
                                10));
        assertThat(failed.message()).isEqualTo("the query failed after 4,990 records");
        assertThat(failed.have()).isEqualTo("division by zero");
        Problem type = problem(Map.of("query", "SELECT '1 day'::interval AS span"));
        assertThat(type.message()).isEqualTo("column 'span' has a type that cannot be read");
    }

    @Test
    void saysWhyThereIsNoConnection() {
        Map<String, Object> table = Map.of("table", "numbers");
        assertThat(
                        Trial.problem(
                                        () ->
                                                Trial.all(
                                                        Trial.jdbc(n -> "wrong"),
                                                        server.settings(table)))
                                .code())
                .isEqualTo("SORA-4805");
        Problem unset = Trial.problem(() -> Trial.all(Trial.JDBC, server.settings(table)));
        assertThat(unset.code()).isEqualTo("SORA-4806");
        assertThat(unset.needs()).isEqualTo("a variable SORA_TRIAL");
        assertThat(problem(Map.of("table", "a", "url", server.url() + "_other")).code())
                .isEqualTo("SORA-4807");
        Problem closed = problem(Map.of("table", "a", "url", "jdbc:postgresql://127.0.0.1:1/a"));
        assertThat(closed.code()).isEqualTo("SORA-4804");
        assertThat(closed.have()).containsIgnoringCase("refused");
    }

    private static Problem problem(Map<String, ?> settings) {
        return Trial.problem(() -> server.all(settings));
    }
}
