// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Sora;
import dev.sora.problem.DataException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains from Parquet files and from queries. */
final class TestTables {

    private static final String MANIFEST =
            """
            manifest: 1
            name: table
            seed: 7
            data:
              train: {type: parquet, path: %1$s, columns: [x, kind]}
              validation: {fraction: 0.2, stratify: kind}
              test: {type: jdbc, tables: {points: %1$s}, query: "SELECT x, kind FROM points WHERE id %% 4 = 0"}
            inputs:
              x: {type: vector, column: x}
            particles:
              view: {type: dense, from: x, units: 8, activation: relu}
            outputs:
              kind: {type: classification, column: kind, from: view}
            training:
              optimiser: {type: adam, learning_rate: 0.02}
              epochs: 4
              batch_size: 16
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path points;

    @BeforeAll
    static void open() throws SQLException {
        lab = new Lab(folder);
        points = folder.resolve("points.parquet");
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    COPY (SELECT id, [sin(id), cos(id)]::FLOAT[] AS x,
                      CASE WHEN sin(id) > 0 THEN 'up' ELSE 'down' END AS kind,
                      INTERVAL 1 DAY AS unreadable FROM range(400) AS t(id))
                    TO '%s' (FORMAT parquet)
                    """
                            .formatted(points));
        }
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void trainsEvaluatesAndPredicts() {
        Sora.TrainingResult result = lab.train("parquet", MANIFEST.formatted(points));

        assertThat(lab.evaluate(result.model()))
                .isEqualTo(lab.runtime().inspect(result.model()).metrics().split("test"));
        List<Map<String, Object>> predictions = new ArrayList<>();
        lab.predict(result.model(), points, predictions::add);
        assertThat(predictions).hasSize(400);
    }

    @Test
    void aQueryTrainsWhatItsFileDoes() {
        byte[] weights = lab.weights("as-file", MANIFEST.formatted(points));

        assertThat(
                        lab.weights(
                                "as-query",
                                MANIFEST.formatted(points),
                                "data.train={type: jdbc, tables: {points: %s}, table: points,"
                                                .formatted(points)
                                        + " columns: [x, kind]}"))
                .isEqualTo(weights);
        assertThat(
                        lab.weights(
                                "in-order",
                                MANIFEST.formatted(points),
                                "data.train={type: jdbc, tables: {points: %s},".formatted(points)
                                        + " query: SELECT * FROM points, columns: [x, kind],"
                                        + " order_by: [id]}"))
                .isEqualTo(weights);
    }

    @Test
    void aPasswordInAManifestLeavesNothingBehind() {
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "secret",
                                        MANIFEST.formatted(points),
                                        "data.train={type: jdbc, table: points, url:"
                                                + " 'jdbc:postgresql://127.0.0.1:1/a?password=hunter2'}"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4806")
                .hasMessageNotContaining("hunter2");
        assertThat(lab.files("secret")).isEmpty();
    }
}
