// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.io.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The body of an answer of the Open Inference Protocol.
 *
 * @param body JSON, and after it the elements of the binary tensors
 * @param json the length of the JSON in bytes
 */
public record InferAnswer(byte[] body, int json) {

    /** Returns whether bytes follow the JSON. */
    public boolean isBinary() {
        return json < body.length;
    }

    /**
     * Returns the body.
     *
     * @param head what the answer has before its tensors
     * @param isBinary whether a tensor of some name is binary
     */
    static InferAnswer of(
            Map<String, Object> head, List<Tensor> tensors, Predicate<String> isBinary) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Object> trees = new ArrayList<>();
        for (Tensor tensor : tensors) {
            Map<String, Object> tree = tensor.tree();
            if (isBinary.test(tensor.name())) {
                int before = bytes.size();
                tensor.data().forEach(element -> write(bytes, tensor.datatype(), element));
                Map<String, Object> parameters = new LinkedHashMap<>();
                if (!tensor.labels().isEmpty()) {
                    parameters.put("labels", tensor.labels());
                }
                parameters.put("binary_data_size", (long) bytes.size() - before);
                tree.put("parameters", parameters);
                tree.remove("data");
            }
            trees.add(tree);
        }
        Map<String, Object> tree = new LinkedHashMap<>(head);
        tree.put("outputs", trees);
        byte[] json = Json.line(tree).getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(json.length + bytes.size()).put(json).array();
        System.arraycopy(bytes.toByteArray(), 0, body, json.length, bytes.size());
        return new InferAnswer(body, json.length);
    }

    private static void write(ByteArrayOutputStream bytes, String datatype, Object element) {
        ByteBuffer one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        switch (datatype) {
            case "BOOL" -> one.put((byte) (Boolean.TRUE.equals(element) ? 1 : 0));
            case "INT64" -> one.putLong(((Number) element).longValue());
            case "FP32" -> one.putFloat(((Number) element).floatValue());
            case "FP64" -> one.putDouble(((Number) element).doubleValue());
            default -> {
                byte[] text = String.valueOf(element).getBytes(StandardCharsets.UTF_8);
                one.putInt(text.length);
                bytes.write(one.array(), 0, one.position());
                bytes.writeBytes(text);
                one.clear();
            }
        }
        bytes.write(one.array(), 0, one.position());
    }
}
