// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.manifest.Overrides;
import dev.sora.data.ImageValue;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MemoryData;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported model prepares the values of columns as Sora does. */
final class TestOnnxColumns {

    private static final String MANIFEST =
            """
            manifest: 1
            name: columns
            seed: 5
            data: {train: {type: memory, records: all}}
            inputs:
              age: {type: number, column: age}
              more: {type: number, columns: [age, time], missing: indicator, scale: min-max}
              least: {type: number, column: time, missing: zero, scale: log, clip: 2}
              city: {type: category, column: city}
              both: {type: category, columns: [city, code], one_hot: true}
              ranks: {type: number, column: time, scale: quantile}
              image: {type: image, column: image}
              sure: {type: category, column: code, unknown: error}
            particles:
              place: {type: embedding, from: city, units: 4}
              pixels: {type: flatten, from: image}
              certain: {type: embedding, from: sure, units: 2}
            combiners:
              all: {type: concat, from: [age, more, least, place, both, ranks, pixels, certain]}
            outputs:
              code: {type: classification, column: kind, from: all}
            training: {epochs: 2, batch_size: 16}
            """;

    @TempDir private static Path folder;
    private static final MemoryData DATA = new MemoryData();
    private static EmbeddedSora sora;
    private static Path model;

    @BeforeAll
    static void train() {
        DATA.put("all", records(80));
        sora = EmbeddedSora.builder().plugin(DATA).build();
        model =
                sora.train(
                                sora.plan(MANIFEST, folder, Overrides.none()),
                                new TrainingRequest(folder.resolve("run"), false),
                                event -> {})
                        .model();
    }

    @AfterAll
    static void close() {
        sora.close();
    }

    private static List<Map<String, Object>> records(int count) {
        Random random = new Random(count);
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("age", i % 7 == 3 ? null : 20 + 3 * random.nextGaussian());
            // 32 bits have steps of 128 there
            record.put("time", i % 9 == 5 ? null : 1_700_000_000.0 + random.nextInt(1000));
            record.put("city", i % 5 == 2 ? null : List.of("Rome", "Oslo", "Łódź").get(i % 3));
            record.put("code", (long) (i % 4));
            byte[] pixels = new byte[4 * 3 * 3];
            random.nextBytes(pixels);
            record.put("image", new ImageValue(4, 3, 3, pixels));
            record.put("kind", i % 2 == 0 ? "a" : "b");
            records.add(record);
        }
        return records;
    }

    @Test
    void computesFromRawValuesWhatSoraPredicts() throws Exception {
        ExportResult written = sora.export(model, folder.resolve("raw.onnx"), ExportFormat.ONNX);
        assertThat(written.inputs().keySet())
                .containsExactlyInAnyOrder(
                        "age", "time", "city", "columns.code", "ranks", "image", "sure");
        assertThat(written.prepared()).containsOnlyKeys("ranks", "sure");
        assertThat(written.prepared().get("ranks")).contains("scale: quantile");
        compare(written, records(33));
        compare(written, records(1));
        List<Map<String, Object>> odd = records(2);
        odd.get(0).put("city", "Atlantis");
        odd.get(0).put("age", 1e6);
        odd.get(1).put("time", -5.0);
        odd.get(1).put("age", 20);
        compare(written, odd);
    }

    @Test
    void takesPreparedValuesIfTheyAreAskedFor() {
        ExportResult written =
                sora.export(model, folder.resolve("old.onnx"), ExportFormat.ONNX_PREPARED);
        assertThat(written.inputs())
                .containsOnlyKeys("age", "more", "least", "city", "both", "ranks", "image", "sure");
        assertThat(written.prepared()).hasSize(8);
    }

    private static void compare(ExportResult written, List<Map<String, Object>> records)
            throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (Model open = sora.open(model);
                OrtSession session = environment.createSession(written.file().toString())) {
            for (String column : List.of("age", "time")) {
                double[] values =
                        records.stream()
                                .map(record -> (Number) record.get(column))
                                .mapToDouble(v -> v == null ? Double.NaN : v.doubleValue())
                                .toArray();
                inputs.put(
                        column,
                        OnnxTensor.createTensor(
                                environment,
                                DoubleBuffer.wrap(values),
                                new long[] {values.length}));
            }
            for (String column : List.of("city", "code")) {
                String[] values =
                        records.stream()
                                .map(record -> record.get(column))
                                .map(value -> value == null ? "" : value.toString())
                                .toArray(String[]::new);
                inputs.put(
                        column.equals("code") ? "columns.code" : column,
                        OnnxTensor.createTensor(environment, values));
            }
            ByteBuffer pixels = ByteBuffer.allocateDirect(36 * records.size());
            records.forEach(record -> pixels.put(((ImageValue) record.get("image")).samples()));
            inputs.put(
                    "image",
                    OnnxTensor.createTensor(
                            environment,
                            pixels.flip(),
                            new long[] {records.size(), 3, 4, 3},
                            OnnxJavaType.UINT8));
            Map<String, NodeValue> tapped = open.tap(records, "ranks", "sure");
            for (String name : tapped.keySet()) {
                inputs.put(
                        name,
                        OnnxComparison.tensor(
                                environment, tapped.get(name).members().get(0).get("values")));
            }
            List<Prediction> expected = open.predict(records);
            try (OrtSession.Result result = session.run(inputs)) {
                float[][] found =
                        (float[][]) result.get("code.probabilities").orElseThrow().getValue();
                for (int i = 0; i < found.length; i++) {
                    List<Double> shares =
                            List.copyOf(
                                    expected.get(i)
                                            .answer("code")
                                            .numbers("probabilities")
                                            .values());
                    for (int j = 0; j < shares.size(); j++) {
                        assertThat((double) found[i][j])
                                .as("record %d", i)
                                .isCloseTo(shares.get(j), within(1e-4));
                    }
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}
