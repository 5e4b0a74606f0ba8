// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.duckdb.DuckDBDriver;

/** Writes values to files of every kind of source, as column v next to a number n. */
final class ValueFiles {

    private final Path folder;

    ValueFiles(Path folder) {
        this.folder = folder;
    }

    /** Returns the raw settings of each source that can represent all of the values. */
    Map<String, Map<String, Object>> write(List<Value> values) {
        try {
            Map<String, Map<String, Object>> sources = new LinkedHashMap<>();
            if (values.stream().allMatch(v -> v.csv() != null)) {
                sources.put("csv", Map.of("path", csv(values).toString()));
            }
            if (values.stream().allMatch(v -> v.json() != null)) {
                sources.put("jsonl", Map.of("path", jsonl(values).toString()));
            }
            if (values.stream().allMatch(v -> v.numpy() != null)) {
                sources.put("npz", Map.of("path", npz(values).toString()));
            }
            if (values.stream().allMatch(v -> v.sql() != null)) {
                String parquet = parquet(values).toString();
                sources.put("parquet", Map.of("path", parquet));
                sources.put("arrow", Map.of("path", arrow(values).toString()));
                sources.put("jdbc", Map.of("tables", Map.of("v", parquet), "table", "v"));
            }
            return sources;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path csv(List<Value> values) throws IOException {
        StringBuilder text = new StringBuilder("n,v\n");
        for (int i = 0; i < values.size(); i++) {
            text.append(i).append(',').append(values.get(i).csv()).append('\n');
        }
        return Files.writeString(folder.resolve("v.csv"), text);
    }

    private Path jsonl(List<Value> values) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            String json = values.get(i).json();
            text.append(
                    json.equals("absent")
                            ? "{\"n\": %d}\n".formatted(i)
                            : "{\"n\": %d, \"v\": %s}\n".formatted(i, json));
        }
        return Files.writeString(folder.resolve("v.jsonl"), text);
    }

    private Path npz(List<Value> values) throws IOException {
        String[] type = values.get(0).numpy().split(", ");
        String shape = values.size() + "," + (type.length > 1 ? " " + type[1] : "");
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        String header =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
                        .formatted(type[0], shape);
        array.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        array.write(header.length() & 0xff);
        array.write(header.length() >> 8);
        array.write(header.getBytes(StandardCharsets.US_ASCII));
        for (Value value : values) {
            array.write(value.bytes());
        }
        Path file = folder.resolve("v.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("v.npy"));
            zip.write(array.toByteArray());
        }
        return file;
    }

    private Path parquet(List<Value> values) throws SQLException {
        Path file = folder.resolve("v.parquet");
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query(values), file));
        }
        return file;
    }

    private Path arrow(List<Value> values) throws IOException, SQLException {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query(values))) {
            return Files.write(folder.resolve("v.arrows"), ArrowStreams.of(rows));
        }
    }

    private static String query(List<Value> values) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            query.append(i == 0 ? "" : " UNION ALL ")
                    .append("SELECT %d AS n, %s AS v".formatted(i, values.get(i).sql()));
        }
        return query + " ORDER BY n";
    }
}
