// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestEmbedded {

    @TempDir private Path folder;

    @Test
    void readsATableOfADatabaseFile() throws Exception {
        String file = folder.resolve("shop.duckdb").toString();
        Trial.duckDb(
                file,
                "CREATE TABLE sales AS SELECT i AS id, i % 3 AS kind, i / 2 AS price FROM range(10) t(i)");

        Map<String, Object> settings =
                Map.of(
                        "file",
                        file,
                        "table",
                        "main.sales",
                        "columns",
                        List.of("price", "id"),
                        "order_by",
                        List.of("kind desc", "id"),
                        "limit",
                        3);

        try (DataSource source = Trial.open(Trial.JDBC, settings)) {
            assertThat(source.files()).containsExactly(Path.of(file));
            assertThat(Trial.column(Trial.all(source), "id")).containsExactly(2L, 5L, 8L);
            // a second source may read the same file at the same time
            assertThat(
                            Trial.all(
                                    Trial.JDBC,
                                    Map.of("file", file, "query", "FROM sales WHERE id > 4;")))
                    .hasSize(5);
        }
    }

    @Test
    void queriesFilesAsTables() throws Exception {
        Path rides =
                Trial.parquet(
                        folder.resolve("rides.parquet"),
                        "SELECT i AS zone, i * 2 AS fare FROM range(3) t(i)");
        Path zones =
                Files.writeString(folder.resolve("zones.csv"), "zone,name\n0,North\n1,South\n");

        List<DataRecord> records =
                Trial.all(
                        Trial.JDBC,
                        Map.of(
                                "tables",
                                Map.of("rides", rides.toString(), "zones", zones.toString()),
                                "query",
                                "SELECT name, fare FROM rides JOIN zones USING (zone) ORDER BY name"));

        assertThat(Trial.column(records, "name")).containsExactly("North", "South");
        assertThat(Trial.column(records, "fare")).containsExactly(0L, 2L);
    }

    @Test
    void groupsInTheSameOrderEveryTime() {
        Map<String, Object> settings =
                Map.of(
                        "query",
                        "SELECT hash(i) % 5000 AS g, count(*) AS n FROM range(400000) t(i) GROUP BY g");

        try (DataSource source = Trial.open(Trial.JDBC, settings)) {
            List<Object> first = Trial.column(Trial.all(source), "g");
            assertThat(first).hasSize(5000);
            assertThat(Trial.column(Trial.all(source), "g")).isEqualTo(first);
        }
        assertThat(Trial.column(Trial.all(Trial.JDBC, settings), "g"))
                .isEqualTo(Trial.column(Trial.all(Trial.JDBC, settings), "g"));
    }

    @Test
    void computesAViewOnce() throws Exception {
        String file = folder.resolve("views.duckdb").toString();
        Trial.duckDb(
                file,
                "CREATE TABLE rows AS SELECT hash(i) % 5000 AS g FROM range(400000) t(i);"
                        + " CREATE VIEW Groups AS SELECT g, count(*) AS n FROM rows GROUP BY g");

        for (String view : List.of("groups", "main.Groups")) {
            Map<String, Object> settings = Map.of("file", file, "table", view);
            try (DataSource source = Trial.open(Trial.JDBC, settings)) {
                List<Object> first = Trial.column(Trial.all(source), "g");
                assertThat(first).hasSize(5000).doesNotHaveDuplicates();
                assertThat(Trial.column(Trial.all(source), "g")).isEqualTo(first);
                assertThat(Trial.column(Trial.all(Trial.JDBC, settings), "g")).isEqualTo(first);
            }
        }
    }

    @Test
    void reachesNothingThatItIsNotGiven() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
        String file = folder.resolve("sly.duckdb").toString();
        Trial.duckDb(file, "CREATE VIEW sly AS SELECT * FROM read_csv('" + secret + "')");

        assertThat(code(Map.of("file", file, "table", "sly"))).isEqualTo("SORA-4817");
        assertThat(code(Map.of("query", "FROM '" + secret + "'"))).isEqualTo("SORA-4817");
        assertThat(code(Map.of("query", "FROM 'https://127.0.0.1:1/x.parquet'")))
                .isEqualTo("SORA-4817");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        String file = folder.resolve("shop.duckdb").toString();
        Trial.duckDb(file, "CREATE TABLE sales AS SELECT 1 AS id, 'a' AS name");
        Path text = Files.writeString(folder.resolve("text.duckdb"), "x".repeat(5000));

        assertThat(
                        Trial.problem(
                                        () ->
                                                Trial.all(
                                                        Trial.JDBC,
                                                        Map.of("file", file, "table", "sale")))
                                .toString())
                .startsWith("SORA-4808  the database has no such table\n  where  " + file)
                .contains("have   the tables sales");
        assertThat(code(Map.of("file", file, "query", "SELECT nam FROM sales")))
                .isEqualTo("SORA-4809");
        assertThat(code(Map.of("file", file, "query", "SELECT FROM FROM"))).isEqualTo("SORA-4810");
        assertThat(code(Map.of("file", file, "query", "SELECT 1; DROP TABLE sales")))
                .isEqualTo("SORA-4810");
        assertThat(code(Map.of("file", text.toString(), "table", "a"))).isEqualTo("SORA-4803");
        assertThat(code(Map.of("file", "/no/where", "table", "a"))).isEqualTo("SORA-4802");
        assertThat(code(Map.of("file", file))).isEqualTo("SORA-4801");
        assertThat(code(Map.of("file", file, "table", "sales", "order_by", List.of("nam"))))
                .isEqualTo("SORA-4809");
        assertThat(code(Map.of("tables", Map.of("t", text.toString()), "table", "t")))
                .isEqualTo("SORA-4823");
        Problem failed =
                Trial.problem(
                        () ->
                                Trial.all(
                                        Trial.JDBC,
                                        Map.of(
                                                "query",
                                                "SELECT CASE WHEN i = 90000 THEN error('no more')"
                                                        + " ELSE i END AS i FROM range(100000) t(i)")));
        assertThat(failed.code()).isEqualTo("SORA-4814");
        assertThat(failed.have()).contains("no more");
    }

    @Test
    void goesOnBehindAValueThatDoesNotFit() {
        try (DataSource source =
                        Trial.open(
                                Trial.JDBC,
                                Map.of(
                                        "query",
                                        "SELECT unnest([1::HUGEINT, 99999999999999999999, 3]) AS n"));
                RecordStream stream = source.records()) {
            assertThat(stream.next().orElseThrow().get("n", Long.class)).isEqualTo(1);
            assertThatThrownBy(stream::next)
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("99999999999999999999")
                    .hasMessageContaining("record 2");
            assertThat(stream.next().orElseThrow().get("n", Long.class)).isEqualTo(3);
        }
    }

    @Test
    void streamsMoreThanItsMemoryHolds() {
        Map<String, Object> settings =
                Map.of(
                        "query",
                        "SELECT i, repeat('x', 1000) || i AS s FROM range(120000) t(i)",
                        "memory",
                        64);

        // 120 MB in 64
        try (DataSource source = Trial.open(Trial.JDBC, settings)) {
            assertThat(source.size()).hasValue(120_000);
            for (int pass = 0; pass < 2; pass++) {
                try (RecordStream stream = source.records()) {
                    for (long i = 0; i < 120_000; i++) {
                        assertThat(stream.next().orElseThrow().get("i", Long.class)).isEqualTo(i);
                    }
                    assertThat(stream.next()).isEmpty();
                }
            }
        }
    }

    private static String code(Map<String, ?> settings) {
        return Trial.problem(() -> Trial.all(Trial.JDBC, settings)).code();
    }
}
