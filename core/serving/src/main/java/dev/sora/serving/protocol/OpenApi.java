// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.data.ColumnType;
import dev.sora.serving.models.ModelState;
import dev.sora.serving.models.Signature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes the interface in OpenAPI 3.1, with a schema of the records of each model. */
public final class OpenApi {

    private static final String JSON = "application/json";

    private OpenApi() {}

    /** Returns the description of a server with some models. */
    public static Map<String, Object> of(Collection<ModelState> models, String version) {
        Map<String, Object> paths = new LinkedHashMap<>();
        get(paths, "/v2", "server", "The name, version and extensions of the server");
        get(paths, "/v2/health/live", "live", "Whether the server runs");
        get(paths, "/v2/health/ready", "ready", "Whether the server is ready for predictions");
        get(paths, "/metrics", "metrics", "Metrics in the format of Prometheus");
        get(paths, "/models", "models", "Every model that is served");
        get(paths, "/plugins", "plugins", "The active plugins and their types");
        post(paths, "/v2/repository/index", "index", "Every version that is known", Map.of());
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put("Error", error());
        schemas.put("InferRequest", infer());
        for (ModelState state : models) {
            schemas.put("Record_" + state.name(), record(state.preferred().signature()));
            add(paths, state.name());
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("openapi", "3.1.0");
        tree.put("info", Map.of("title", "Sora", "version", version));
        tree.put("paths", paths);
        tree.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of("key", Map.of("type", "http", "scheme", "bearer"))));
        return tree;
    }

    private static void add(Map<String, Object> paths, String name) {
        String v2 = "/v2/models/" + name;
        get(paths, v2, "metadata_" + name, "The tensors of the model");
        get(paths, v2 + "/ready", "ready_" + name, "Whether the model is ready");
        post(
                paths,
                v2 + "/infer",
                "infer_" + name,
                "Predicts for tensors",
                reference("InferRequest"));
        post(
                paths,
                "/v2/repository/models/" + name + "/load",
                "load_" + name,
                "Opens it again",
                Map.of());
        post(
                paths,
                "/v2/repository/models/" + name + "/unload",
                "unload_" + name,
                "Closes it",
                Map.of());
        get(paths, "/models/" + name, "describe_" + name, "Columns, particles and metrics");
        Map<String, Object> record = reference("Record_" + name);
        Map<String, Object> array = Map.of("type", "array", "items", record);
        Map<String, Object> named =
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("records", array),
                        "required",
                        List.of("records"));
        Map<String, Object> any = Map.of("anyOf", List.of(record, array, named));
        String model = "/models/" + name;
        post(paths, model + "/predict", "predict_" + name, "Predicts for records", any);
        post(paths, model + "/explain", "explain_" + name, "Explains the answers", any);
    }

    private static Map<String, Object> reference(String schema) {
        return Map.of("$ref", "#/components/schemas/" + schema);
    }

    private static void get(
            Map<String, Object> paths, String path, String identifier, String summary) {
        paths.put(path, Map.of("get", operation(identifier, summary)));
    }

    private static void post(
            Map<String, Object> paths,
            String path,
            String identifier,
            String summary,
            Map<String, Object> schema) {
        Map<String, Object> operation = operation(identifier, summary);
        if (!schema.isEmpty()) {
            operation.put(
                    "requestBody",
                    Map.of("required", true, "content", Map.of(JSON, Map.of("schema", schema))));
        }
        paths.put(path, Map.of("post", operation));
    }

    private static Map<String, Object> operation(String identifier, String summary) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", identifier);
        operation.put("summary", summary);
        operation.put("security", List.of(Map.of(), Map.of("key", List.of())));
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", Map.of("description", "The answer"));
        responses.put(
                "default",
                Map.of(
                        "description",
                        "What is wrong",
                        "content",
                        Map.of(JSON, Map.of("schema", reference("Error")))));
        operation.put("responses", responses);
        return operation;
    }

    private static Map<String, Object> error() {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (String part : List.of("code", "what", "where", "needs", "have", "fix")) {
            parts.put(part, Map.of("type", "string"));
        }
        return Map.of("type", "object", "properties", parts, "required", List.of("code", "what"));
    }

    private static Map<String, Object> infer() {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", Map.of("type", "string"));
        List<String> types = new ArrayList<>();
        for (Datatype type : Datatype.values()) {
            types.add(type.name());
        }
        tensor.put("datatype", Map.of("type", "string", "enum", types));
        tensor.put("shape", Map.of("type", "array", "items", Map.of("type", "integer")));
        tensor.put("data", Map.of("type", "array"));
        return Map.of(
                "type",
                "object",
                "required",
                List.of("inputs"),
                "properties",
                Map.of(
                        "id",
                        Map.of("type", "string"),
                        "inputs",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        tensor,
                                        "required",
                                        List.of("name", "datatype", "shape", "data")))));
    }

    private static Map<String, Object> record(Signature signature) {
        Map<String, Object> columns = new LinkedHashMap<>();
        signature.columns().forEach((name, type) -> columns.put(name, schema(type)));
        return Map.of("type", "object", "properties", columns);
    }

    private static Map<String, Object> schema(Optional<ColumnType> column) {
        return column.map(
                        type ->
                                switch (type) {
                                    case INTEGER -> Map.<String, Object>of("type", "integer");
                                    case NUMBER -> Map.<String, Object>of("type", "number");
                                    case BOOLEAN -> Map.<String, Object>of("type", "boolean");
                                    case TEXT, TIME -> Map.<String, Object>of("type", "string");
                                    case IMAGE ->
                                            Map.<String, Object>of(
                                                    "type", "string", "contentEncoding", "base64");
                                    case VECTOR -> list("number");
                                    case IDENTIFIERS -> list("integer");
                                    case TEXTS -> list("string");
                                    case NESTED -> list("object");
                                })
                .orElse(Map.of());
    }

    private static Map<String, Object> list(String items) {
        return Map.of("type", "array", "items", Map.of("type", items));
    }
}
