// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The files that the embedded database reads as tables. */
final class FileTables {

    private FileTables() {}

    /** Returns the files, in the order of the tables' names. */
    static List<Path> files(Map<String, Path> tables) {
        List<Path> files = new ArrayList<>();
        new TreeMap<>(tables).values().forEach(path -> files.addAll(filesOf(path)));
        return files;
    }

    /** Returns the statements that create a view for each table. */
    static List<String> views(Map<String, Path> tables) {
        List<String> views = new ArrayList<>();
        new TreeMap<>(tables)
                .forEach(
                        (name, path) ->
                                views.add(
                                        "CREATE VIEW %s AS SELECT * FROM %s([%s])"
                                                .formatted(
                                                        Sql.name(name),
                                                        function(path),
                                                        DuckDb.texts(filesOf(path)))));
        return views;
    }

    private static List<Path> filesOf(Path path) {
        if (function(path).equals("read_parquet")) {
            return ParquetFiles.ALL.find(path);
        }
        JdbcType.requireFile(path);
        return List.of(path);
    }

    private static String function(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (plain.endsWith(".csv") || plain.endsWith(".tsv") || plain.endsWith(".txt")) {
            return "read_csv";
        }
        if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return "read_json";
        }
        if (plain.endsWith(".parquet") || java.nio.file.Files.isDirectory(path)) {
            return "read_parquet";
        }
        throw new DataException(
                Problem.of("SORA-4823", "files of this kind are not tables")
                        .where(path.toString())
                        .needs(
                                "a file that ends in .parquet, .csv, .tsv, .json or .jsonl, or a"
                                        + " folder of Parquet files")
                        .fix("give it another type of data source, or convert it"));
    }
}
