// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors train alike, whichever file format contains them. */
final class TestVectors {

    private static final int ROWS = 200;
    private static final int WIDTH = 4;

    private static final String MANIFEST =
            """
            manifest: 1
            name: vectors
            seed: 1
            data:
              train: {type: %s, path: %s}
              test: {fraction: 0.25}
            inputs:
              x: {type: vector, column: X}
            outputs:
              y: {type: classification, column: y, from: x}
            training: {epochs: 12, batch_size: 16, optimiser: {type: adam, learning_rate: 0.05}}
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static final float[][] X = new float[ROWS][WIDTH];
    private static final long[] Y = new long[ROWS];

    @BeforeAll
    static void write() throws IOException, SQLException {
        lab = new Lab(folder);
        Random random = new Random(9);
        StringBuilder csv = new StringBuilder("X,y\n");
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            for (int k = 0; k < WIDTH; k++) {
                // magnitudes that only scaling makes comparable
                X[i][k] = (float) (random.nextGaussian() * Math.pow(1000, k));
            }
            Y[i] = X[i][0] + X[i][1] / 1000 > 0 ? 1 : 0;
            csv.append("%s %s %s %s,%d%n".formatted(row(i)));
            json.append("{\"X\": [%s, %s, %s, %s], \"y\": %d}%n".formatted(row(i)));
        }
        Files.writeString(folder.resolve("v.csv"), csv);
        Files.writeString(folder.resolve("v.jsonl"), json);
        npz(folder.resolve("v.npz"));
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT [X[1], X[2], X[3], X[4]]::FLOAT[] AS X, y FROM read_json('%s'))"
                                    .formatted(folder.resolve("v.jsonl"))
                            + " TO '%s' (FORMAT parquet)".formatted(folder.resolve("v.parquet")));
        }
    }

    private static Object[] row(int i) {
        return new Object[] {X[i][0], X[i][1], X[i][2], X[i][3], Y[i]};
    }

    private static void npz(Path file) throws IOException {
        ByteBuffer x = ByteBuffer.allocate(4 * ROWS * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer y = ByteBuffer.allocate(8 * ROWS).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROWS; i++) {
            for (float value : X[i]) {
                x.putFloat(value);
            }
            y.putLong(Y[i]);
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            array(zip, "X", "<f4", ROWS + ", " + WIDTH, x.array());
            array(zip, "y", "<i8", ROWS + ",", y.array());
        }
    }

    private static void array(
            ZipOutputStream zip, String name, String type, String shape, byte[] data)
            throws IOException {
        byte[] header =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n"
                        .formatted(type, shape)
                        .getBytes(StandardCharsets.US_ASCII);
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(0x93);
        zip.write("NUMPY".getBytes(StandardCharsets.US_ASCII));
        zip.write(new byte[] {1, 0, (byte) header.length, (byte) (header.length >> 8)});
        zip.write(header);
        zip.write(data);
        zip.closeEntry();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void trainTheSameWeightsFromEveryKindOfFile() {
        byte[] weights = lab.weights("npz", MANIFEST.formatted("npz", folder.resolve("v.npz")));

        for (String type : List.of("csv", "jsonl", "parquet")) {
            assertThat(lab.weights(type, MANIFEST.formatted(type, folder.resolve("v." + type))))
                    .as(type)
                    .isEqualTo(weights);
        }
    }

    @Test
    void areLearnedAndPredictedFor() throws IOException {
        Path model =
                lab.train("learned", MANIFEST.formatted("npz", folder.resolve("v.npz"))).model();

        assertThat(lab.evaluate(model).get("test", "y", "accuracy")).isGreaterThan(0.9);
        List<Map<String, Object>> answers = new ArrayList<>();
        Path ask = Files.writeString(folder.resolve("ask.jsonl"), "{\"X\": [3, 4000, 0, 0]}\n");
        lab.predict(model, ask, answers::add);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).toString()).contains("label=1");
    }

    @Test
    void ofAnotherWidthAreRefusedWithTheRecord() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("ragged.jsonl"),
                        "{\"X\": [1, 2], \"y\": 0}\n{\"X\": [1, 2, 3], \"y\": 1}\n");

        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                lab.train(
                                        "ragged",
                                        MANIFEST.formatted("jsonl", file),
                                        "data.test=null"));

        Problem problem = failure.problems().get(0);
        assertThat(problem.code()).isEqualTo("SORA-4273");
        assertThat(problem.where()).endsWith("ragged.jsonl:2");
    }
}
