// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestParquet {

    @TempDir private Path folder;

    @Test
    void givesEveryTypeItsCounterpart() throws SQLException {
        Path file =
                Trial.parquet(
                        folder.resolve("types.parquet"),
                        """
                        SELECT 7::TINYINT AS small, 8::BIGINT AS large, 9::UBIGINT AS unsigned,
                          1.25::DECIMAL(9,2) AS exact, 0.5::FLOAT AS rough, 'NaN'::DOUBLE AS nan,
                          'text' AS word, true AS truth, DATE '2024-02-29' AS day,
                          TIMESTAMP '2024-02-29 12:00:00' AS moment,
                          TIMESTAMPTZ '2024-02-29 12:00:00+02' AS zoned,
                          TIMESTAMP_NS '2024-02-29 12:00:00' AS fine,
                          [1.5::FLOAT, 2.5] AS vector, [3::BIGINT, 4] AS ids, NULL::VARCHAR AS none,
                          ['a,b', 'c'] AS words, 12::DECIMAL(38,0) AS whole
                        """);
        try (DataSource source = Trial.open(Trial.PARQUET, Map.of("path", file.toString()))) {
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
                            ColumnType.BOOLEAN,
                            ColumnType.TIME,
                            ColumnType.TIME,
                            ColumnType.TIME,
                            ColumnType.TIME,
                            ColumnType.VECTOR,
                            ColumnType.IDENTIFIERS,
                            ColumnType.TEXT,
                            ColumnType.TEXTS,
                            ColumnType.INTEGER);
            assertThat(source.size()).hasValue(1);
            assertThat(source.files()).containsExactly(file);
            DataRecord record = Trial.all(source).get(0);
            assertThat(record.where()).isEqualTo("types.parquet, record 1");
            assertThat(record.get("small", Long.class)).isEqualTo(7);
            assertThat(record.get("unsigned", Long.class)).isEqualTo(9);
            assertThat(record.get("exact", Double.class)).isEqualTo(1.25);
            assertThat(record.find("nan")).isEmpty();
            assertThat(record.find("words")).contains(List.of("a,b", "c"));
            assertThat(record.find("whole")).contains(12L);
            assertThat(record.find("none")).isEmpty();
            assertThat(record.get("truth", Boolean.class)).isTrue();
            assertThat(record.get("day", LocalDateTime.class)).isEqualTo("2024-02-29T00:00");
            assertThat(record.get("moment", LocalDateTime.class)).isEqualTo("2024-02-29T12:00");
            assertThat(record.get("zoned", Instant.class)).isEqualTo("2024-02-29T10:00:00Z");
            assertThat(record.get("fine", LocalDateTime.class)).isEqualTo("2024-02-29T12:00");
            assertThat(record.get("vector", float[].class)).containsExactly(1.5f, 2.5f);
            assertThat(record.get("ids", long[].class)).containsExactly(3, 4);
        }
    }

    @Test
    void readsAFolderInTheOrderOfItsPathsAndEachTimeAlike() throws Exception {
        Files.createDirectories(folder.resolve("parts/b"));
        // several groups of rows, so that several threads have something to read
        Trial.duckDb(
                "",
                "COPY (SELECT i FROM range(300000) t(i)) TO %s (FORMAT parquet, ROW_GROUP_SIZE 20000)"
                        .formatted(Sql.text(folder.resolve("parts/a.parquet").toString())),
                "COPY (SELECT i FROM range(300000, 300010) t(i)) TO %s (FORMAT parquet)"
                        .formatted(Sql.text(folder.resolve("parts/b/c.parquet").toString())));
        Files.createFile(folder.resolve("parts/_SUCCESS"));

        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("parts"));
        for (String path : List.of("parts", "parts/**.parquet", "link")) {
            String whole = folder.resolve(path).toString();
            try (DataSource source = Trial.open(Trial.PARQUET, Map.of("path", whole))) {
                assertThat(source.size()).hasValue(300_010);
                for (int pass = 0; pass < 2; pass++) {
                    List<DataRecord> records = Trial.all(source);
                    assertThat(records).hasSize(300_010);
                    for (int i = 0; i < records.size(); i++) {
                        assertThat(records.get(i).get("i", Long.class)).isEqualTo(i);
                    }
                    assertThat(records.get(300_000).where()).isEqualTo("c.parquet, record 1");
                }
            }
        }
    }

    @Test
    void readsTheColumnsAskedForOfTheFirstRecords() throws SQLException {
        Path file =
                Trial.parquet(
                        folder.resolve("[odd]'s *.parquet"),
                        "SELECT 1 AS a, 2 AS b, 3 AS c FROM range(9)");

        try (DataSource source =
                Trial.open(
                        Trial.PARQUET,
                        Map.of(
                                "path",
                                file.toString(),
                                "columns",
                                List.of("c", "a"),
                                "limit",
                                4))) {
            assertThat(source.schema().columns())
                    .extracting(Column::name)
                    .containsExactly("c", "a");
            assertThat(source.size()).hasValue(4);
            assertThat(Trial.all(source)).hasSize(4);
        }
    }

    @Test
    void decodesPicturesAndPassesOverABrokenOne() throws Exception {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(1, 0, 0x102030);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        String bytes = "from_hex('" + HexFormat.of().formatHex(png.toByteArray()) + "')";
        Path file =
                Trial.parquet(
                        folder.resolve("pictures.parquet"),
                        """
                        SELECT %s AS plain, {'bytes': %s, 'path': 'a.png'} AS packed
                        UNION ALL SELECT 'no picture'::BLOB, NULL
                        UNION ALL SELECT NULL, NULL
                        """
                                .formatted(bytes, bytes));
        Map<String, Object> settings =
                Map.of("path", file.toString(), "images", List.of("plain", "packed"));

        try (DataSource source = Trial.open(Trial.PARQUET, settings);
                RecordStream stream = source.records()) {
            DataRecord first = stream.next().orElseThrow();
            ImageValue image = first.get("plain", ImageValue.class);
            assertThat(image.width()).isEqualTo(3);
            assertThat(image.sample(0, 1, 2)).isEqualTo(0x30);
            assertThat(first.get("packed", ImageValue.class).samples()).isEqualTo(image.samples());
            assertThatThrownBy(stream::next)
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("SORA-4815  column 'plain' holds a value")
                    .hasMessageContaining("pictures.parquet, record 2");
            assertThat(stream.next().orElseThrow().find("plain")).isEmpty();
            assertThat(stream.next()).isEmpty();
        }
    }

    @Test
    void countsAndNamesWhatItDoesNotRead() throws Exception {
        Trial.parquet(folder.resolve("part-1.parquet"), "SELECT 1 AS a");
        Files.writeString(folder.resolve("part-2.csv"), "a");
        Files.writeString(folder.resolve("_SUCCESS"), "");
        try (DataSource source = Trial.open(Trial.PARQUET, Map.of("path", folder.toString()))) {
            assertThat(source.passedOver())
                    .extracting(what -> what.needsAttention() + " " + what.examples())
                    .containsExactly("true [part-2.csv]", "false [_SUCCESS]");
        }
    }

    @Test
    void namesAColumnThatCannotBeRead() throws SQLException {
        Path file =
                Trial.parquet(
                        folder.resolve("odd.parquet"),
                        "SELECT 1 AS a, INTERVAL 1 DAY AS span, 'x'::BLOB AS bytes,"
                                + " [['a']] AS words");

        Problem problem = problem(file);

        assertThat(problem.code()).isEqualTo("SORA-4811");
        assertThat(problem.have()).isEqualTo("span INTERVAL, bytes BLOB, words VARCHAR[][]");
        assertThat(
                        Trial.all(
                                Trial.PARQUET,
                                Map.of("path", file.toString(), "columns", List.of("a"))))
                .hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithFiles() throws Exception {
        Path text = Files.writeString(folder.resolve("text.parquet"), "this is a text, no table");
        Path good =
                Trial.parquet(
                        folder.resolve("good.parquet"),
                        "SELECT i, 'x' || i AS s FROM range(50000) t(i)");
        byte[] bytes = Files.readAllBytes(good);
        Path cut =
                Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(problem(text).code()).isEqualTo("SORA-4803");
        assertThat(problem(cut).code()).isEqualTo("SORA-4803");
        assertThat(problem(cut).where()).isEqualTo(cut.toString());
        assertThat(problem(folder.resolve("none.parquet")).code()).isEqualTo("SORA-4802");
        assertThat(problem(folder.resolve("*.nothing")).code()).isEqualTo("SORA-4802");
        assertThat(
                        Trial.problem(
                                        () ->
                                                Trial.all(
                                                        Trial.PARQUET,
                                                        Map.of(
                                                                "path",
                                                                good.toString(),
                                                                "columns",
                                                                List.of("j"))))
                                .toString())
                .isEqualTo(
                        """
                        SORA-4809  there is no column 'j'
                          where  %s
                          have   i, s
                          fix    name one of these columns\
                        """
                                .formatted(good));
    }

    @Test
    void saysThatTheMiddleOfAFileIsDamaged() throws Exception {
        Path file = folder.resolve("damaged.parquet");
        Trial.duckDb(
                "",
                "COPY (SELECT hash(i)::VARCHAR AS s FROM range(200000) t(i)) TO %s (FORMAT parquet,"
                                .formatted(Sql.text(file.toString()))
                        + " ROW_GROUP_SIZE 10000, COMPRESSION snappy)");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 200_000, (byte) 0xff);
        Files.write(file, bytes);

        Problem problem = problem(file);

        assertThat(problem.where()).isEqualTo(file.toString());
        assertThat(problem.code()).isIn("SORA-4803", "SORA-4814");
    }

    @Test
    void refusesFilesThatDiffer() throws Exception {
        Files.createDirectory(folder.resolve("mixed"));
        Trial.parquet(folder.resolve("mixed/a.parquet"), "SELECT 1::INTEGER AS a");
        Trial.parquet(folder.resolve("mixed/b.parquet"), "SELECT 2::BIGINT AS a");
        Trial.parquet(folder.resolve("mixed/c.parquet"), "SELECT 'x' AS a");

        Problem problem = problem(folder.resolve("mixed"));

        assertThat(problem.code()).isEqualTo("SORA-4818");
        assertThat(problem.where()).endsWith("c.parquet");
    }

    @Test
    void readsAFileGivenForPrediction() throws SQLException {
        Path file =
                Trial.parquet(
                        folder.resolve("new.parquet"),
                        "SELECT 1 AS a, 2 AS b, INTERVAL 1 DAY AS span");
        List<Column> wanted =
                List.of(Column.of("a", ColumnType.NUMBER), Column.of("elsewhere", ColumnType.TEXT));

        Map<String, Object> settings = Trial.PARQUET.settingsFor(file, wanted).orElseThrow();

        assertThat(settings).containsEntry("columns", List.of("a"));
        assertThat(Settings.of(Trial.PARQUET.descriptor().settings(), settings).asMap())
                .isNotEmpty();
        assertThat(Trial.all(Trial.PARQUET, settings)).hasSize(1);
        assertThat(Trial.PARQUET.settingsFor(folder.resolve("x.csv"), wanted)).isEmpty();
    }

    @Test
    void leavesNoDriverRegistered() {
        Trial.all(Trial.JDBC, Map.of("query", "SELECT 1 AS a"));

        // this class path also holds the drivers' own jars, whose registration is not ours
        assertThat(
                        java.sql.DriverManager.drivers()
                                .filter(d -> d.getClass().getName().contains("duckdb"))
                                .count())
                .isLessThanOrEqualTo(1);
    }

    private static Problem problem(Path path) {
        return Trial.problem(() -> Trial.all(Trial.PARQUET, Map.of("path", path.toString())));
    }
}
