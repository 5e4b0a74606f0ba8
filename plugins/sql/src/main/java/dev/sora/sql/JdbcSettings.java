// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The settings of {@code jdbc}. */
final class JdbcSettings {

    static final Setting<String> URL =
            Setting.string(
                    "url",
                    "Address of a PostgreSQL server, jdbc:postgresql://server:5432/database;"
                            + " without it, the embedded DuckDB serves.");
    static final Setting<Path> FILE =
            Setting.path("file", "A database file of DuckDB's, opened for reading only.");
    static final Setting<Map<String, Path>> TABLES =
            Setting.of(
                    "tables",
                    "Names of tables and the files they lie in (.parquet, .csv, .tsv, .json,"
                            + " .jsonl; csv and json also .gz), for the embedded database in"
                            + " memory.",
                    new SettingType.MapOf(new SettingType.FilePath()),
                    Map.class);
    static final Setting<String> QUERY =
            Setting.string(
                    "query",
                    "The SELECT whose results are the records; trusted as the manifest is.");
    static final Setting<String> TABLE =
            Setting.string("table", "Instead of a query: a table or view, also schema.table.");
    static final Setting<List<String>> COLUMNS =
            Setting.strings("columns", "The columns to read; without it, all.").orElse(List.of());
    static final Setting<List<String>> ORDER_BY =
            Setting.strings(
                            "order_by",
                            "Columns by which the records are ordered, each also with ' desc';"
                                    + " together they should tell any two records apart.")
                    .orElse(List.of());
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of records to read.").large().atLeast(1);
    static final Setting<List<String>> IMAGES =
            Setting.strings(
                            "images",
                            "Columns of bytes that hold pictures (PNG, JPEG, WebP, TIFF, GIF,"
                                    + " BMP).")
                    .orElse(List.of());
    static final Setting<String> USER = Setting.string("user", "The user of the server.");
    static final Setting<String> PASSWORD_VARIABLE =
            Setting.string(
                    "password_variable",
                    "Name of the environment variable that holds the password; without it,"
                            + " ~/.pgpass is asked.");
    static final Setting<Long> FETCH_SIZE =
            Setting.integer("fetch_size", "Number of rows that the server sends at a time.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(1000L);
    static final Setting<Boolean> SNAPSHOT =
            Setting.bool(
                            "snapshot",
                            "Whether every pass sees the server's data as it was when the source"
                                    + " was opened.")
                    .orElse(true);
    static final Setting<Long> MEMORY =
            Setting.integer(
                            "memory",
                            "Megabytes that the embedded database may use before it writes to"
                                    + " disk.")
                    .atLeast(64)
                    .orElse(1024L);

    private JdbcSettings() {}
}
