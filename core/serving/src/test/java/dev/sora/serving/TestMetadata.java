// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.io.Json;
import dev.sora.serving.Client.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The metadata of a model is what its inferences take and return. */
final class TestMetadata {

    private static final int WIDE = 300;

    private static String wide() {
        List<String> columns = IntStream.range(0, WIDE).mapToObj(i -> "c" + i).toList();
        StringBuilder rows = new StringBuilder(String.join(",", columns) + ",kind\n");
        for (int i = 0; i < 12; i++) {
            int row = i;
            rows.append(
                    columns.stream()
                                    .map(column -> String.valueOf(column.length() * row + 0.5))
                                    .collect(Collectors.joining(","))
                            + ",k"
                            + i % 2
                            + "\n");
        }
        return Lab.get()
                .train(
                        "wide",
                        """
                        manifest: 1
                        name: wide
                        seed: 1
                        data: {train: {type: csv, path: %s}}
                        inputs: {all: {type: number, columns: [%s]}}
                        particles: {view: {type: dense, from: all, units: 2}}
                        outputs: {kind: {type: classification, column: kind, from: view}}
                        training: {epochs: 1, batch_size: 8}
                        """
                                .formatted(
                                        Lab.get().write("wide.csv", rows.toString()),
                                        String.join(", ", columns)))
                .toString();
    }

    @Test
    void namesTheTensorsThatInferTakesAndReturns() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("age", 31.0);
        values.put("city", "Rome");
        values.put("said", "yes of course");
        try (Lab.Served served =
                Lab.get()
                        .serve(
                                "access_log: none",
                                Lab.get().kinds().toString(),
                                Lab.get().echo().toString(),
                                wide())) {
            for (String model : List.of("kinds", "echo", "wide")) {
                Map<String, Object> metadata = served.client().get("/v2/models/" + model).tree();
                assertThat(metadata).doesNotContainKey("parameters");
                List<Object> inputs = new ArrayList<>();
                for (Map<?, ?> input : tensors(metadata, "inputs")) {
                    Object name = input.get("name");
                    Object usual = input.get("datatype").equals("BYTES") ? "a" : 1.5;
                    inputs.add(
                            Map.of(
                                    "name",
                                    name,
                                    "datatype",
                                    input.get("datatype"),
                                    "shape",
                                    List.of(1L),
                                    "data",
                                    List.of(values.getOrDefault(name, usual))));
                }
                Answer answer =
                        served.client()
                                .post(
                                        "/v2/models/" + model + "/infer",
                                        Json.line(Map.of("inputs", inputs)));
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(types(answer.tree())).isEqualTo(types(metadata)).isNotEmpty();
            }
            assertThat(tensors(served.client().get("/v2/models/wide").tree(), "inputs"))
                    .hasSize(WIDE)
                    .allSatisfy(input -> assertThat(input.get("datatype")).isEqualTo("FP64"));
        }
    }

    private static List<Map<?, ?>> tensors(Map<String, Object> tree, String key) {
        List<Map<?, ?>> tensors = new ArrayList<>();
        ((List<?>) tree.get(key)).forEach(each -> tensors.add((Map<?, ?>) each));
        return tensors;
    }

    private static Map<Object, Object> types(Map<String, Object> tree) {
        Map<Object, Object> types = new LinkedHashMap<>();
        tensors(tree, "outputs")
                .forEach(tensor -> types.put(tensor.get("name"), tensor.get("datatype")));
        return types;
    }
}
