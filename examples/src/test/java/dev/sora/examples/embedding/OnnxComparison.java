// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sora.core.ExportResult;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares what ONNX Runtime computes from an exported model with what Sora predicts. */
final class OnnxComparison {

    private static final double NEAR = 1e-4;

    /** What the name of the lengths of a sequence adds to that of its values. */
    private static final String LENGTHS = "." + Signal.LENGTHS;

    private OnnxComparison() {}

    /**
     * Checks all outputs.
     *
     * @return what ONNX Runtime computes, by the name of the output
     */
    static Map<String, double[]> compare(
            EmbeddedSora sora, Path file, ExportResult written, List<Map<String, Object>> records)
            throws OrtException {
        try (Model model = sora.open(file)) {
            Map<String, NodeValue> given =
                    model.tap(
                            records,
                            written.inputs().keySet().stream()
                                    .filter(name -> !name.endsWith(LENGTHS))
                                    .toArray(String[]::new));
            Map<String, NodeValue> raw = model.tap(records, model.outputs().toArray(String[]::new));
            List<Prediction> predictions = model.predict(records);
            Map<String, double[]> computed = run(written.file(), given);

            assertThat(computed).containsOnlyKeys(written.outputs().keySet());
            raw.forEach((name, value) -> near(computed.get(name), doubles(value.floats())));
            for (String output : model.outputs()) {
                near(
                        computed.get(
                                output
                                        + (computed.containsKey(output + ".value")
                                                ? ".value"
                                                : ".probabilities")),
                        predictions.stream()
                                .flatMapToDouble(
                                        prediction ->
                                                answer(prediction, output, computed).stream()
                                                        .mapToDouble(Double::doubleValue))
                                .toArray());
            }
            return computed;
        }
    }

    private static List<Double> answer(
            Prediction prediction, String output, Map<String, double[]> computed) {
        return computed.containsKey(output + ".value")
                ? List.of(prediction.answer(output).number("value"))
                : List.copyOf(prediction.answer(output).numbers("probabilities").values());
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** The tolerance is absolute: values of a large unit are not compared more coarsely. */
    private static void near(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found).containsExactly(expected, within(NEAR));
    }

    private static Map<String, double[]> run(Path file, Map<String, NodeValue> given)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        Map<String, double[]> outputs = new LinkedHashMap<>();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (Map.Entry<String, NodeValue> entry : given.entrySet()) {
                Map<String, HostTensor> parts = entry.getValue().members().get(0);
                inputs.put(entry.getKey(), tensor(environment, parts.get(Signal.VALUES)));
                if (parts.containsKey(Signal.LENGTHS)) {
                    inputs.put(
                            entry.getKey() + LENGTHS,
                            tensor(environment, parts.get(Signal.LENGTHS)));
                }
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (Map.Entry<String, ?> each : result) {
                    outputs.put(each.getKey(), values((OnnxTensor) each.getValue()));
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        return outputs;
    }

    private static double[] values(OnnxTensor tensor) {
        if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
            DoubleBuffer values = tensor.getDoubleBuffer();
            double[] doubles = new double[values.remaining()];
            values.get(doubles);
            return doubles;
        }
        FloatBuffer values = tensor.getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return doubles(floats);
    }

    static OnnxTensor tensor(OrtEnvironment environment, HostTensor value) throws OrtException {
        long[] shape = value.shape().getShape();
        DataType type = value.type();
        ByteBuffer data = value.data().duplicate().order(ByteOrder.nativeOrder());
        if (type == DataType.FLOAT32) {
            return OnnxTensor.createTensor(environment, data.asFloatBuffer(), shape);
        }
        LongBuffer longs = data.asLongBuffer();
        IntBuffer integers = data.asIntBuffer();
        return type == DataType.INT64
                ? OnnxTensor.createTensor(environment, longs, shape)
                : OnnxTensor.createTensor(environment, integers, shape);
    }
}
