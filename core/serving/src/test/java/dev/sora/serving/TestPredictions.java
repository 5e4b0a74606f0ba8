// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Explanation;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.serving.Client.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server predicts what the model predicts. */
final class TestPredictions {

    private static final List<Map<String, Object>> RECORDS =
            List.of(Map.of("age", 31, "city", "Rome"), Map.of("age", 90.5, "city", "Oslo"));

    private static Lab.Served served;
    private static List<Prediction> expected;

    @BeforeAll
    static void start() {
        served = Lab.get().serve("", Lab.get().kinds().toString());
        try (Model model = Lab.get().sora().open(Lab.get().kinds())) {
            expected = model.predict(RECORDS);
        }
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void answersRecordsInTheFormOfTheRequest() {
        String one = Json.line(RECORDS.get(0));
        String both = Json.line(RECORDS);

        Answer single = served.client().post("/models/kinds/predict", one);
        Answer array = served.client().post("/models/kinds/versions/1/predict", both);
        Answer named = served.client().post("/models/kinds/predict", "{\"records\": " + both + "}");

        assertThat(single.status()).as(single.body()).isEqualTo(200);
        assertThat(single.header("server-timing"))
                .matches("queue;dur=[0-9.]+, compute;dur=[0-9.]+, total;dur=[0-9.]+");
        assertSame(single.tree(), expected.get(0));
        List<Map<String, Object>> rows = Json.readRecords(array.body(), "answer");
        assertThat(rows).hasSize(2);
        assertSame(rows.get(0), expected.get(0));
        assertSame(rows.get(1), expected.get(1));
        assertThat(rows.get(1)).containsEntry("number", 2L).containsEntry("record", "request");
        assertThat(named.tree()).containsEntry("predictions", rows);
    }

    @Test
    void answersTensors() {
        Answer answer =
                served.client()
                        .post(
                                "/v2/models/kinds/infer",
                                """
                                {"id": "a7", "inputs": [
                                  {"name": "age", "datatype": "FP32", "shape": [2], "data": [31, 90.5]},
                                  {"name": "city", "datatype": "BYTES", "shape": [2, 1], "data": [["Rome"], ["Oslo"]]}]}
                                """);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.tree())
                .containsEntry("id", "a7")
                .containsEntry("model_name", "kinds")
                .containsEntry("model_version", "1");
        Map<String, Object> label = tensor(answer, "kind.label");
        assertThat(label)
                .containsEntry("datatype", "BYTES")
                .containsEntry("shape", List.of(2L))
                .containsEntry(
                        "data",
                        List.of(
                                expected.get(0).output("kind").get("label"),
                                expected.get(1).output("kind").get("label")));
        Map<String, Object> probabilities = tensor(answer, "kind.probabilities");
        assertThat(probabilities)
                .containsEntry("datatype", "FP64")
                .containsEntry("shape", List.of(2L, 2L));
        List<?> data = (List<?>) probabilities.get("data");
        Map<?, ?> second = (Map<?, ?>) expected.get(1).output("kind").get("probabilities");
        assertThat(((Number) data.get(2)).doubleValue())
                .isCloseTo(
                        ((Number) second.values().iterator().next()).doubleValue(), within(1e-6));
    }

    @Test
    void flatAndNestedElementsAreTheSameAndOutputsCanBeChosen() {
        String request =
                """
                {"inputs": [
                  {"name": "age", "datatype": "INT32", "shape": [2, 1], "data": %s},
                  {"name": "city", "datatype": "BYTES", "shape": [2, 1], "data": %s}],
                 "outputs": [{"name": "kind.probability"}]}
                """;
        String path = "/v2/models/kinds/infer";
        Answer flat =
                served.client().post(path, request.formatted("[31, 90]", "[\"Rome\", \"Oslo\"]"));
        Answer nested =
                served.client()
                        .post(path, request.formatted("[[31], [90]]", "[[\"Rome\"], [\"Oslo\"]]"));

        assertThat(flat.status()).as(flat.body()).isEqualTo(200);
        assertThat(nested.body()).isEqualTo(flat.body());
        assertThat((List<?>) flat.tree().get("outputs")).hasSize(1);
        assertThat(flat.tree()).doesNotContainKey("id");
        assertThat(
                        served.client()
                                .post(
                                        path,
                                        request.formatted("[31, 90]", "[\"Rome\", \"Oslo\"]")
                                                .replace("kind.probability", "other"))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void everyClientGetsItsOwnAnswerWhenRequestsAreComputedTogether() throws Exception {
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String record = "{\"age\": %d, \"city\": \"Rome\"}".formatted(i * 15);
            double alone = probability(record);
            Thread client =
                    new Thread(
                            () -> {
                                for (int j = 0; j < 20; j++) {
                                    if (Math.abs(probability(record) - alone) > 1e-6) {
                                        wrong.add(record);
                                    }
                                }
                            });
            clients.add(client);
        }
        clients.forEach(Thread::start);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(wrong).isEmpty();
    }

    private static double probability(String record) {
        Map<?, ?> all =
                (Map<?, ?>)
                        served.client()
                                .post("/models/kinds/predict", record)
                                .tree()
                                .get("probabilities");
        return ((Number) all.get("k1")).doubleValue();
    }

    @Test
    void explains() {
        Answer answer =
                served.client().post("/models/kinds/explain?seed=3", Json.line(RECORDS.get(0)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        try (Model model = Lab.get().sora().open(Lab.get().kinds())) {
            Explanation own = model.explain(RECORDS.get(0), ExplanationOptions.DEFAULT.seed(3));
            Explanation named = new Explanation("request", own.number(), own.outputs());
            assertThat(answer.body()).isEqualTo(named.json());
        }
        assertThat(
                        served.client()
                                .post(
                                        "/models/kinds/explain?method=guess",
                                        "{\"age\": 31, \"city\": \"Rome\"}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void describesTheModel() {
        Answer metadata = served.client().get("/v2/models/kinds");

        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.body())
                .contains("\"platform\":\"sora\"")
                .contains("{\"name\":\"age\",\"datatype\":\"FP64\",\"shape\":[-1]}")
                .contains("{\"name\":\"kind.label\",\"datatype\":\"BYTES\",\"shape\":[-1]}");
        assertThat(served.client().get("/v2/models/kinds/ready").status()).isEqualTo(200);
        assertThat(served.client().get("/v2/health/ready").status()).isEqualTo(200);
        assertThat(served.client().get("/v2/health/live").status()).isEqualTo(200);
        assertThat(served.client().get("/v2").body()).contains("\"name\":\"sora\"");
        assertThat(served.client().get("/openapi.json").tree()).containsEntry("openapi", "3.1.0");
        assertThat(served.client().get("/models/kinds").body()).contains("\"kind\":\"particle\"");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tensor(Answer answer, String name) {
        List<Map<String, Object>> outputs =
                (List<Map<String, Object>>) answer.tree().get("outputs");
        return outputs.stream()
                .filter(each -> each.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Compares a line with a prediction, numbers to 1e-6: a batch rounds in another way. */
    private static void assertSame(Map<String, Object> line, Prediction prediction) {
        Map<String, Object> output = prediction.output("kind");
        assertThat(line).containsEntry("label", output.get("label"));
        assertThat(((Number) line.get("probability")).doubleValue())
                .isCloseTo(((Number) output.get("probability")).doubleValue(), within(1e-6));
    }
}
