// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TestPostgres {

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        server.execute(
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
    void givesEveryTypeItsCounterpart() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        server.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "CREATE TABLE types (small int2, serial serial, large int8, exact numeric(9, 2),"
                        + " rough float4, nan float8, word text, padded char(3), truth bool,"
                        + " day date, moment timestamp, zoned timestamptz, vector float4[],"
                        + " ids int8[], feeling mood, key uuid, document jsonb, none text,"
                        + " picture bytea)",
                "INSERT INTO types VALUES (7, 8, 9, 1.25, 0.5, 'NaN', 'text', 'abc', true,"
                        + " '2024-02-29', '2024-02-29 12:00', '2024-02-29 12:00+02',"
                        + " '{1.5,2.5}', '{3,4}', 'glad', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',"
                        + " '{\"a\": 1}', NULL, '\\x"
                        + HexFormat.of().formatHex(png.toByteArray())
                        + "')");

        try (DataSource source =
                server.open(Map.of("table", "public.types", "images", List.of("picture")))) {
            assertThat(source.schema().columns())
                    .extracting(Column::type)
                    .containsExactly(
                            ColumnType.INTEGER,
                            ColumnType.INTEGER,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER,
                            ColumnType.NUMBER,
                            ColumnType.NUMBER,
                            ColumnType.TEXT,
                            ColumnType.TEXT,
                            ColumnType.BOOLEAN,
                            ColumnType.TIME,
                            ColumnType.TIME,
                            ColumnType.TIME,
                            ColumnType.VECTOR,
                            ColumnType.IDENTIFIERS,
                            ColumnType.TEXT,
                            ColumnType.TEXT,
                            ColumnType.TEXT,
                            ColumnType.TEXT,
                            ColumnType.IMAGE);
            DataRecord record = Trial.all(source).get(0);
            assertThat(record.where()).isEqualTo(server.place() + ", record 1");
            assertThat(record.get("serial", Long.class)).isEqualTo(8);
            assertThat(record.get("exact", Double.class)).isEqualTo(1.25);
            assertThat(record.find("nan")).isEmpty();
            assertThat(record.find("none")).isEmpty();
            assertThat(record.get("truth", Boolean.class)).isTrue();
            assertThat(record.get("day", LocalDateTime.class)).isEqualTo("2024-02-29T00:00");
            assertThat(record.get("moment", LocalDateTime.class)).isEqualTo("2024-02-29T12:00");
            assertThat(record.get("zoned", Instant.class)).isEqualTo("2024-02-29T10:00:00Z");
            assertThat(record.get("vector", float[].class)).containsExactly(1.5f, 2.5f);
            assertThat(record.get("ids", long[].class)).containsExactly(3, 4);
            assertThat(record.get("feeling", String.class)).isEqualTo("glad");
            assertThat(record.get("document", String.class)).isEqualTo("{\"a\": 1}");
            assertThat(record.get("picture", ImageValue.class).width()).isEqualTo(3);
        }
    }

    @Test
    void seesTheSameRowsInEveryPassWhateverOthersWrite() throws Exception {
        server.execute("CREATE TABLE changing AS SELECT * FROM generate_series(1, 5000) AS t(id)");

        try (DataSource source = server.open(Map.of("table", "changing"))) {
            List<Object> first = Trial.column(Trial.all(source), "id");
            server.execute(
                    "DELETE FROM changing WHERE id <= 100",
                    "INSERT INTO changing SELECT -id FROM changing",
                    "UPDATE changing SET id = id * 10");
            assertThat(first).hasSize(5000);
            assertThat(Trial.column(Trial.all(source), "id")).isEqualTo(first);
            // two passes side by side
            try (RecordStream one = source.records();
                    RecordStream other = source.records()) {
                for (Object id : first.subList(0, 2000)) {
                    assertThat(one.next().orElseThrow().find("id")).contains(id);
                    assertThat(other.next().orElseThrow().find("id")).contains(id);
                }
            }
        }
    }

    @Test
    void readsColumnsInAnOrder() {
        List<DataRecord> records =
                server.all(
                        Map.of(
                                "query",
                                "SELECT id, name, id % 7 AS rest FROM numbers;",
                                "columns",
                                List.of("name", "id"),
                                "order_by",
                                List.of("rest desc", "id"),
                                "limit",
                                2,
                                "fetch_size",
                                1));

        assertThat(Trial.column(records, "id")).containsExactly(6L, 13L);
        assertThat(records.get(0).schema().columns()).hasSize(2);
    }

    @Test
    void streamsMoreThanTheHeapHolds() {
        // 8 GB, of which the first part comes at once
        try (DataSource source =
                        server.open(
                                Map.of(
                                        "query",
                                        "SELECT i, repeat('x', 4000) AS s"
                                                + " FROM numbers, generate_series(1, 100) AS t(i)"));
                RecordStream stream = source.records()) {
            for (int i = 0; i < 20_000; i++) {
                assertThat(stream.next()).isPresent();
            }
        }
    }

    @Test
    void goesOnBehindAValueThatDoesNotFit() {
        try (DataSource source =
                        server.open(
                                Map.of(
                                        "query",
                                        "SELECT '{1,2}'::real[] AS v UNION ALL SELECT '{1,NULL}'"
                                                + " UNION ALL SELECT '{3}'"));
                RecordStream stream = source.records()) {
            assertThat(stream.next()).isPresent();
            assertThatThrownBy(stream::next)
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("record 2")
                    .hasMessageContaining("no value at place 2");
            assertThat(stream.next().orElseThrow().get("v", float[].class)).containsExactly(3);
        }
    }
}
