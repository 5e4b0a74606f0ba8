// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import dev.sora.core.io.TensorData;
import dev.sora.core.lock.SoraVersion;
import dev.sora.export.OnnxValue;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the parts of one ONNX graph. Used by one thread. */
final class OnnxWriter {

    /** A message of protocol buffers is smaller than 2 GiB; this leaves room for the operators. */
    private static final long MOST = 2_000_000_000L;

    private final Map<String, TensorData> weights;
    private final List<WireWriter> nodes = new ArrayList<>();
    private final Map<String, WireWriter> constants = new LinkedHashMap<>();
    private final Map<String, OnnxValue> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private long size;

    OnnxWriter(Map<String, TensorData> weights) {
        this.weights = weights;
    }

    Map<String, OnnxValue> inputs() {
        return inputs;
    }

    Map<String, OnnxValue> outputs() {
        return outputs;
    }

    OnnxValue input(String name, OnnxValue value) {
        names.add(name);
        inputs.put(name, value);
        return value;
    }

    /** Names the result of an operator as an output of the model. */
    void output(String name, OnnxValue value) {
        names.add(name);
        nodes.add(
                OnnxMessages.node(
                        "output " + name, "Identity", List.of(value.name()), name, Map.of()));
        outputs.put(name, value);
    }

    void note(String key, String text) {
        notes.put(key, text);
    }

    /** Returns a name that nothing in the graph has. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    String node(String name, String operator, List<String> operands, Map<String, ?> attributes) {
        String result = fresh(name + "/" + operator);
        nodes.add(OnnxMessages.node(result, operator, operands, result, attributes));
        return result;
    }

    String parameter(String name) {
        TensorData weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("there is no parameter '%s'".formatted(name));
        }
        if (!constants.containsKey(name)) {
            byte[] data = new byte[weight.data().limit()];
            weight.data().get(0, data);
            int type =
                    weight.type() == TensorData.Type.F32 ? OnnxMessages.FLOAT : OnnxMessages.INT64;
            names.add(name);
            constant(name, type, weight.shape(), data);
        }
        return name;
    }

    String floats(String name, float[] values, List<Long> shape) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return constant(fresh(name), OnnxMessages.FLOAT, shape, data.array());
    }

    String integers(String name, long[] values) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        List<Long> shape = List.of((long) values.length);
        return constant(fresh(name), OnnxMessages.INT64, shape, data.array());
    }

    private String constant(String name, int type, List<Long> shape, byte[] data) {
        size += data.length;
        if (size > MOST) {
            throw new DataException(
                    Problem.of("SORA-4942", "the weights are too large for one ONNX file")
                            .needs("at most %,d bytes".formatted(MOST))
                            .have("more")
                            .fix("export the weights with --format safetensors"));
        }
        constants.put(name, OnnxMessages.tensor(name, type, shape, data));
        return name;
    }

    /** Returns the bytes of the file. */
    byte[] toBytes(String model) {
        WireWriter graph = new WireWriter();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, model);
        constants.values().forEach(constant -> graph.message(5, constant));
        inputs.forEach((name, value) -> graph.message(11, OnnxMessages.value(name, value)));
        outputs.forEach((name, value) -> graph.message(12, OnnxMessages.value(name, value)));
        WireWriter file =
                new WireWriter()
                        .integer(1, OnnxMessages.FORMAT)
                        .text(2, "sora")
                        .text(3, SoraVersion.get())
                        .message(7, graph)
                        .message(
                                8, new WireWriter().text(1, "").integer(2, OnnxMessages.OPERATORS));
        notes.forEach((key, text) -> file.message(14, new WireWriter().text(1, key).text(2, text)));
        return file.toBytes();
    }

    static List<Long> shape(long... dimensions) {
        return Arrays.stream(dimensions).boxed().toList();
    }
}
