// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.io.Safetensors;
import dev.sora.core.io.TensorData;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.data.ImageValue;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MemoryData;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime computes from an exported model what Sora predicts. */
final class TestOnnxExport {

    private static final double NEAR = 1e-4;

    private static final String PICTURES =
            """
            manifest: 1
            name: pictures
            seed: 5
            data: {train: {type: memory, records: pictures}, validation: {fraction: 0.2}}
            inputs: {image: {type: image, column: image}}
            particles:
              stem: {type: conv2d, from: image, filters: 6, kernel: 3, pool: 2, batch_norm: true, activation: gelu}
              deep: {type: conv2d, from: stem, filters: 4, kernel: [2, 3], padding: same, stride: [1, 2], dilation: 1, activation: mish}
              point: {type: conv2d, from: deep, filters: 4, kernel: 1, stride: 2, groups: 2, activation: softmax}
              wide: {type: max_pool2d, from: deep, kernel: 3, stride: 1, padding: 1}
              mild: {type: avg_pool2d, from: deep, kernel: 3, stride: 2, padding: 1}
              deeper: {type: depthwise_conv2d, from: wide, multiplier: 2, activation: relu}
              whole: {type: global_avg_pool, from: deeper}
              flat: {type: flatten, from: mild}
              dots: {type: flatten, from: point}
              view: {type: dense, from: all, units: 5, activation: tanh, count: 3}
              paired: {type: dense, from: view, units: 4, activation: selu, count: 3}
            combiners:
              all: {type: concat, from: [whole, flat, dots]}
              mixed: {type: weighted, from: paired}
            outputs:
              kind: {type: classification, column: kind, from: mixed, calibration: temperature}
            training: {epochs: 2, batch_size: 16}
            """;

    private static final String NUMBERS =
            """
            manifest: 1
            name: numbers
            seed: 5
            data: {train: {type: memory, records: numbers}}
            inputs:
              age: {type: number, column: age}
              city: {type: category, column: city}
            particles:
              place: {type: embedding, from: city, units: 4}
              base: {type: dense, from: both, units: 4, bias: false}
              even: {type: batch_norm, from: base}
              a: {type: activation, from: even, function: leaky_relu}
              b: {type: activation, from: even, function: swish}
              c: {type: activation, from: even, function: softsign}
              d: {type: activation, from: even, function: softplus}
              e: {type: activation, from: even, function: elu}
              same: {type: identity, from: e}
              less: {type: dropout, from: same}
            combiners:
              both: {type: concat, from: [age, place]}
              total: {type: sum, from: [a, b]}
              middle: {type: mean, from: [a, b, c]}
              most: {type: max, from: [c, d, e]}
              times: {type: product, from: [total, middle, most]}
              free: {type: weighted, from: [times, less], normalise: none}
            outputs:
              kind: {type: classification, column: kind, from: free}
              wage: {type: regression, column: wage, from: free}
              bare: {type: regression, column: wage, from: last, head: false}
            training: {epochs: 2, batch_size: 16}
            """
                    .replace("  same:", "  last: {type: dense, from: even, units: 1}\n  same:");

    @TempDir private static Path folder;
    private static EmbeddedSora sora;
    private static final MemoryData DATA = new MemoryData();

    @BeforeAll
    static void open() {
        DATA.put("pictures", pictures(48));
        DATA.put("numbers", numbers(64));
        sora = EmbeddedSora.builder().plugin(DATA).build();
    }

    @AfterAll
    static void close() {
        sora.close();
    }

    private static List<Map<String, Object>> pictures(int count) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[11 * 12];
            for (int j = 0; j < pixels.length; j++) {
                pixels[j] = (byte) (i * 37 + j * (i % 3 == 0 ? 11 : 29));
            }
            records.add(Map.of("image", new ImageValue(12, 11, 1, pixels), "kind", "k" + i % 3));
        }
        return records;
    }

    private static List<Map<String, Object>> numbers(int count) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("age", i * 7 % 50);
            record.put("city", "c" + i % 5);
            record.put("kind", i % 2);
            record.put("wage", 1000 + i * 13.5);
            records.add(record);
        }
        return records;
    }

    private static Path train(String name, String manifest) {
        return sora.train(
                        sora.plan(manifest, folder, Overrides.none()),
                        new TrainingRequest(folder.resolve(name), false),
                        event -> {})
                .model();
    }

    @Test
    void computesConvolutionsPoolingAndGenerations() throws Exception {
        Path model = train("pictures", PICTURES);
        ExportResult written =
                sora.export(model, folder.resolve("pictures.onnx"), ExportFormat.ONNX);

        assertThat(written.inputs()).containsOnlyKeys("image");
        assertThat(written.outputs()).containsOnlyKeys("kind", "kind.probabilities");
        compare(model, written, pictures(5), 5);
        compare(model, written, pictures(1), 1);
    }

    @Test
    void computesActivationsCombinersEmbeddingsAndOutputs() throws Exception {
        Path model = train("numbers", NUMBERS);
        ExportResult written =
                sora.export(model, folder.resolve("numbers.onnx"), ExportFormat.ONNX);

        assertThat(written.outputs())
                .containsOnlyKeys(
                        "kind", "kind.probabilities", "wage", "wage.value", "bare", "bare.value");
        compare(model, written, numbers(7), 7);
        compare(model, written, numbers(1), 1);
        byte[] first = Files.readAllBytes(written.file());
        sora.export(model, written.file(), ExportFormat.ONNX);
        assertThat(Files.readAllBytes(written.file())).isEqualTo(first);
    }

    private static void compare(
            Path file, ExportResult written, List<Map<String, Object>> records, int count)
            throws OrtException {
        try (Model model = sora.open(file)) {
            Map<String, NodeValue> given =
                    model.tap(records, written.inputs().keySet().toArray(String[]::new));
            Map<String, NodeValue> raw = model.tap(records, model.outputs().toArray(String[]::new));
            List<Prediction> predictions = model.predict(records);
            Map<String, float[]> computed = run(written.file(), given);

            assertThat(computed).containsOnlyKeys(written.outputs().keySet());
            raw.forEach((name, value) -> near(computed.get(name), value.floats()));
            for (String output : model.outputs()) {
                float[] probabilities = computed.get(output + ".probabilities");
                float[] values = computed.get(output + ".value");
                for (int i = 0; i < count; i++) {
                    if (probabilities != null) {
                        List<Double> expected =
                                List.copyOf(
                                        predictions
                                                .get(i)
                                                .answer(output)
                                                .numbers("probabilities")
                                                .values());
                        for (int j = 0; j < expected.size(); j++) {
                            assertThat((double) probabilities[i * expected.size() + j])
                                    .isCloseTo(expected.get(j), within(NEAR));
                        }
                    } else {
                        double expected = predictions.get(i).answer(output).number("value");
                        assertThat((double) values[i])
                                .isCloseTo(expected, within(NEAR * Math.abs(expected)));
                    }
                }
            }
        }
    }

    private static void near(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                    .isCloseTo(expected[i], within((float) NEAR * Math.max(1, expected[i])));
        }
    }

    private static Map<String, float[]> run(Path file, Map<String, NodeValue> given)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        Map<String, float[]> outputs = new LinkedHashMap<>();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (Map.Entry<String, NodeValue> entry : given.entrySet()) {
                inputs.put(entry.getKey(), tensor(environment, entry.getValue()));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (Map.Entry<String, ?> each : result) {
                    OnnxTensor tensor = (OnnxTensor) each.getValue();
                    FloatBuffer values = tensor.getFloatBuffer();
                    float[] floats = new float[values.remaining()];
                    values.get(floats);
                    outputs.put(each.getKey(), floats);
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        return outputs;
    }

    private static OnnxTensor tensor(OrtEnvironment environment, NodeValue value)
            throws OrtException {
        long[] shape = value.values().shape().getShape();
        DataType type = value.values().type();
        ByteBuffer data = value.values().data().duplicate().order(ByteOrder.nativeOrder());
        if (type == DataType.FLOAT32) {
            return OnnxTensor.createTensor(environment, data.asFloatBuffer(), shape);
        }
        LongBuffer longs = data.asLongBuffer();
        IntBuffer integers = data.asIntBuffer();
        return type == DataType.INT64
                ? OnnxTensor.createTensor(environment, longs, shape)
                : OnnxTensor.createTensor(environment, integers, shape);
    }

    @Test
    void namesEachNodeThatHasNoOperators() {
        String manifest =
                NUMBERS.replace("{type: sum, from: [a, b]}", "{type: attention, from: [a, b]}")
                        .replace("{type: dropout, from: same}", "{type: layer_norm, from: same}");
        Path model = train("refused", manifest);
        Path output = folder.resolve("refused.onnx");

        assertThatThrownBy(() -> sora.export(model, output, ExportFormat.ONNX))
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(p -> p.code() + " " + p.message())
                                        .containsExactlyInAnyOrder(
                                                "SORA-4941 'total' cannot be written as ONNX",
                                                "SORA-4941 'less' cannot be written as ONNX"));
        assertThat(output).doesNotExist();
        assertThatThrownBy(() -> sora.export(model, model, ExportFormat.SAFETENSORS))
                .hasMessageContaining("SORA-4943");

        ExportResult weights =
                sora.export(model, folder.resolve("w.safetensors"), ExportFormat.SAFETENSORS);
        assertThat(read(weights.file())).isEqualTo(ModelPackage.read(model).weights());
        assertThat(weights.tensors()).containsEntry("base.weight", "[4, 5]");
    }

    private static Map<String, TensorData> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Safetensors.read(in, Files.size(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
