// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code parquet}: tables in Apache Parquet files. */
final class ParquetType implements DataSourceType {

    private static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "A file, a folder whose .parquet files are read in the order of their"
                                    + " paths, or a pattern such as data/*.parquet.")
                    .required();
    private static final Setting<List<String>> COLUMNS =
            Setting.strings("columns", "The columns to read; without it, all.").orElse(List.of());
    private static final Setting<List<String>> IMAGES =
            Setting.strings(
                            "images",
                            "Columns of bytes that hold pictures (PNG, JPEG, WebP, TIFF, GIF, BMP);"
                                    + " also structures with a field 'bytes'.")
                    .orElse(List.of());
    private static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of records to read.").large().atLeast(1);

    private static final long MEMORY = 1024;

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "parquet",
                "Tables in Apache Parquet files; columns and types are those of the file.",
                PATH,
                COLUMNS,
                IMAGES,
                LIMIT);
    }

    @Override
    public DataSource open(Settings settings) {
        Path path = settings.get(PATH);
        List<Path> files = ParquetFiles.ALL.find(path);
        DuckDb database = DuckDb.memory(path.toString(), files, MEMORY, false);
        try {
            return source(database, files, settings);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        boolean readable =
                Files.isRegularFile(input)
                        ? ParquetFiles.ALL.isNamedSo(input)
                        : ParquetFiles.ALL.holdsSome(input);
        if (!readable) {
            return Optional.empty();
        }
        List<Path> files = ParquetFiles.ALL.find(input);
        List<String> present;
        try (DuckDb database = DuckDb.memory(input.toString(), files, MEMORY, false)) {
            present = describe(database, files.get(0)).stream().map(Described::name).toList();
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(PATH.name(), input.toString());
        // a file for prediction may have further columns, which are not read and may be unreadable
        settings.put(COLUMNS.name(), names(wanted.stream(), present));
        settings.put(
                IMAGES.name(),
                names(wanted.stream().filter(c -> c.type() == ColumnType.IMAGE), present));
        return Optional.of(settings);
    }

    private static List<String> names(
            java.util.stream.Stream<Column> columns, List<String> present) {
        return columns.map(Column::name).filter(present::contains).distinct().toList();
    }

    private static DataSource source(DuckDb database, List<Path> files, Settings settings) {
        List<Described> described = describe(database, files.get(0));
        List<Field> fields =
                settled(
                        database,
                        files.get(0),
                        described,
                        Fields.choose(
                                described,
                                settings.get(COLUMNS),
                                settings.get(IMAGES),
                                files.get(0).toString()));
        OptionalLong none = OptionalLong.empty();
        List<RowStream.Part> parts = new ArrayList<>();
        long count = 0;
        for (Path file : files) {
            long rows = count(database, file);
            count += rows;
            parts.add(
                    new RowStream.Part(
                            Sql.select(query(file), fields, List.of(), none),
                            file.getFileName().toString(),
                            file.toString(),
                            OptionalLong.of(rows)));
        }
        long limit = settings.find(LIMIT).orElse(Long.MAX_VALUE);
        long size = Math.min(limit, count);
        return new SqlSource(
                database,
                fields,
                parts,
                OptionalLong.of(size),
                files,
                0,
                limit,
                ParquetFiles.ALL.passedOver(settings.get(PATH)));
    }

    private static List<Described> describe(DuckDb database, Path file) {
        try {
            return Described.query(database.connection(), query(file));
        } catch (SQLException e) {
            throw database.refused(e, file.toString());
        }
    }

    private static List<Field> settled(
            DuckDb database, Path file, List<Described> described, List<Field> fields) {
        try {
            return WideIntegers.settle(database.connection(), query(file), described, fields);
        } catch (SQLException e) {
            throw database.refused(e, file.toString());
        }
    }

    private static String query(Path file) {
        return "SELECT * FROM read_parquet(["
                + DuckDb.texts(List.of(file))
                + "], hive_partitioning = false)";
    }

    /** Returns the count from the file's metadata, which is fast for any size. */
    private static long count(DuckDb database, Path file) {
        String query =
                "SELECT num_rows FROM parquet_file_metadata([%s])"
                        .formatted(DuckDb.texts(List.of(file)));
        try (Statement statement = database.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw database.refused(e, file.toString());
        }
    }

    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        boolean readable =
                Files.isRegularFile(input)
                        ? ParquetFiles.ALL.isNamedSo(input)
                        : Files.isDirectory(input) && ParquetFiles.ALL.holdsSome(input);
        return readable ? Map.of("train", Map.of(PATH.name(), input.toString())) : Map.of();
    }
}
