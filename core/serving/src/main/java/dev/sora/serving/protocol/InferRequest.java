// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.serving.models.Signature;
import dev.sora.serving.refusal.Refusals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An inference request of the Open Inference Protocol, version 2.
 *
 * @param id the identifier that the client chose
 * @param records the records; pictures are not decoded yet, see {@link
 *     dev.sora.serving.models.EncodedPicture}
 * @param wanted the output tensors by name, each with whether it is binary; all if empty
 * @param isBinary whether the others are
 */
public record InferRequest(
        Optional<String> id,
        List<Map<String, Object>> records,
        Map<String, Boolean> wanted,
        boolean isBinary) {

    /** The header with the length of the JSON, after which the binary tensors follow. */
    public static final String HEADER = "Inference-Header-Content-Length";

    private static final Set<String> KEYS = Set.of("id", "parameters", "inputs", "outputs");

    private static final Set<String> OUTPUT_KEYS = Set.of("name", "parameters");

    /**
     * Reads a body.
     *
     * @param json the length of the JSON in bytes; all of the body without binary tensors
     * @param most the number of records in a request
     * @throws dev.sora.problem.SoraException if it does not follow the protocol, or does not fit
     *     the model
     */
    public static InferRequest read(byte[] body, int json, Signature signature, int most) {
        Map<String, Object> tree =
                Json.readObject(PredictRequest.text(Arrays.copyOf(body, json)), "request");
        for (String key : tree.keySet()) {
            if (!KEYS.contains(key)) {
                throw Refusals.malformed(
                        "the request has an unknown key", "id, inputs, outputs, parameters", key);
            }
        }
        if (tree.get("id") != null && !(tree.get("id") instanceof String)) {
            throw Refusals.malformed(
                    "'id' is not a string", "a string", String.valueOf(tree.get("id")));
        }
        boolean isBinary =
                Parameters.flag(tree.get("parameters"), Parameters.ALL_BINARY, "request")
                        .orElse(false);
        BinaryInput binary = new BinaryInput(body, json);
        Map<String, InputTensor> tensors = tensors(tree.get("inputs"), binary, signature, most);
        binary.checkEnd();
        return new InferRequest(
                Optional.ofNullable((String) tree.get("id")),
                Pictures64.take(records(tensors), signature),
                wanted(tree.get("outputs"), isBinary),
                isBinary);
    }

    private static Map<String, InputTensor> tensors(
            Object raw, BinaryInput binary, Signature signature, int most) {
        Map<String, InputTensor> tensors = new LinkedHashMap<>();
        for (Map<?, ?> each : objects(raw, "inputs")) {
            InputTensor tensor = InputTensor.read(each, binary, signature, most);
            if (tensors.put(tensor.name(), tensor) != null) {
                throw Refusals.malformed(
                        "request, inputs", "a tensor is given twice", "one", tensor.name());
            }
        }
        for (String column : signature.columns().keySet()) {
            if (!tensors.containsKey(column)) {
                throw Refusals.malformed(
                        "request, inputs",
                        "the tensor '%s' is missing".formatted(column),
                        String.join(", ", signature.columns().keySet()),
                        String.join(", ", tensors.keySet()));
            }
        }
        return tensors;
    }

    private static List<Map<?, ?>> objects(Object raw, String key) {
        if (!(raw instanceof List<?> list) || list.isEmpty()) {
            throw Refusals.malformed(
                    "'%s' holds no tensors".formatted(key),
                    "an array of tensors",
                    String.valueOf(raw));
        }
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> object)) {
                throw Refusals.malformed(
                        "request, " + key,
                        "a tensor is not an object",
                        "an object",
                        String.valueOf(each));
            }
            objects.add(object);
        }
        return objects;
    }

    private static List<Map<String, Object>> records(Map<String, InputTensor> tensors) {
        InputTensor first = tensors.values().iterator().next();
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < first.rows().size(); i++) {
            records.add(new LinkedHashMap<>());
        }
        for (InputTensor tensor : tensors.values()) {
            if (tensor.rows().size() != records.size()) {
                throw Refusals.malformed(
                        "request, inputs",
                        "the tensors have different numbers of records",
                        "%d records, as '%s'".formatted(records.size(), first.name()),
                        "%d in '%s'".formatted(tensor.rows().size(), tensor.name()));
            }
            for (int i = 0; i < records.size(); i++) {
                records.get(i).put(tensor.name(), tensor.rows().get(i));
            }
        }
        return records;
    }

    private static Map<String, Boolean> wanted(Object raw, boolean isBinary) {
        if (raw == null || raw instanceof List<?> list && list.isEmpty()) {
            return Map.of();
        }
        Map<String, Boolean> names = new LinkedHashMap<>();
        for (Map<?, ?> each : objects(raw, "outputs")) {
            if (!(each.get("name") instanceof String name)) {
                throw Refusals.malformed(
                        "request, outputs", "an output has no name", "a name", each.toString());
            }
            for (Object key : each.keySet()) {
                if (!OUTPUT_KEYS.contains(key)) {
                    throw Refusals.malformed(
                            "request, outputs, " + name,
                            "an output has an unknown key",
                            "name, parameters",
                            String.valueOf(key));
                }
            }
            boolean own =
                    Parameters.flag(
                                    each.get("parameters"),
                                    Parameters.BINARY,
                                    "request, outputs, " + name)
                            .orElse(isBinary);
            if (names.put(name, own) != null) {
                throw Refusals.malformed(
                        "request, outputs", "an output is given twice", "one", name);
            }
        }
        return names;
    }

    /**
     * Returns the answer.
     *
     * @param first the first answer of the model, for the types of the tensors, if it is known
     */
    public InferAnswer answer(
            String model,
            String version,
            List<Prediction> predictions,
            Optional<Map<String, Map<String, Object>>> first) {
        List<Tensor> tensors =
                OutputTensors.of(
                        predictions.stream().map(Prediction::outputs).toList(),
                        List.copyOf(wanted.keySet()),
                        first);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("model_name", model);
        head.put("model_version", version);
        id.ifPresent(own -> head.put("id", own));
        return InferAnswer.of(head, tensors, name -> wanted.getOrDefault(name, isBinary));
    }
}
