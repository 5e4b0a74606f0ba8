// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.io.Json;
import dev.sora.serving.Client.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tensors after the JSON of a request and of an answer, as Triton's clients send and expect them.
 * What crashed or confused other servers is refused: an assertion on a shape that is a string and
 * tensors without the header (triton-inference-server/server 1649, 2643), data that is given twice
 * (4244), a length beyond the body (5649).
 */
final class TestBinaryTensors {

    private static final String HEADER = "Inference-Header-Content-Length";
    private static final String INFER = "/v2/models/kinds/infer";

    private static final String BINARY =
            """
            {"parameters": {"binary_data_output": true}, "inputs": [
             {"name": "age", "datatype": "FP64", "shape": [2], "parameters": {"binary_data_size": 16}},
             {"name": "city", "datatype": "BYTES", "shape": [2], "parameters": {"binary_data_size": 16}}]}""";

    private static final String PLAIN =
            """
            {"inputs": [
             {"name": "age", "datatype": "FP64", "shape": [2], "data": [31, 90]},
             {"name": "city", "datatype": "BYTES", "shape": [2], "data": ["Rome", "Oslo"]}]}""";

    private static Lab.Served served;

    @BeforeAll
    static void start() {
        served =
                Lab.get()
                        .serve(
                                "access_log: none",
                                "kinds=" + Lab.get().kinds(),
                                "shades=" + Lab.get().shades());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static byte[] tensors(double one, double other) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(one)
                .putDouble(other)
                .putInt(4)
                .put("Rome".getBytes(StandardCharsets.UTF_8))
                .putInt(4)
                .put("Oslo".getBytes(StandardCharsets.UTF_8))
                .array();
    }

    private static byte[] body(String json, byte[] binary) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(binary);
        return body.toByteArray();
    }

    private static Answer infer(String json, byte[] binary) {
        return served.client()
                .post(INFER, body(json, binary), HEADER, Integer.toString(json.length()));
    }

    private static void assertIsRefused(Answer answer, int status, String code, String what) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(String.valueOf(answer.tree().get("what"))).contains(what);
    }

    /** The answer as bytes, because what follows the JSON is not text. */
    @Test
    @SuppressWarnings("unchecked")
    void haveTheValuesOfThoseInJson() throws IOException, InterruptedException {
        URI address = served.server().address().resolve(INFER);
        HttpResponse<byte[]> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(address)
                                        .header(HEADER, Integer.toString(BINARY.length()))
                                        .header("Content-Type", "application/octet-stream")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofByteArray(
                                                        body(BINARY, tensors(31, 90))))
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());
        int length = Integer.parseInt(answer.headers().firstValue(HEADER).orElseThrow());
        Map<String, Object> json =
                Json.readObject(
                        new String(answer.body(), 0, length, StandardCharsets.UTF_8), "answer");
        ByteBuffer rest =
                ByteBuffer.wrap(answer.body(), length, answer.body().length - length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Object> expected = served.client().post(INFER, PLAIN).tree();

        List<Map<String, Object>> tensors = (List<Map<String, Object>>) json.get("outputs");
        List<Map<String, Object>> plain = (List<Map<String, Object>>) expected.get("outputs");
        assertThat(tensors).hasSameSizeAs(plain);
        for (int i = 0; i < plain.size(); i++) {
            Map<String, Object> tensor = tensors.get(i);
            assertThat(tensor).doesNotContainKey("data");
            for (String key : List.of("name", "datatype", "shape")) {
                assertThat(tensor.get(key)).isEqualTo(plain.get(i).get(key));
            }
            int from = rest.position();
            for (Object element : (List<Object>) plain.get(i).get("data")) {
                assertThat(element(rest, String.valueOf(tensor.get("datatype"))))
                        .isEqualTo(element);
            }
            assertThat((Map<String, Object>) tensor.get("parameters"))
                    .containsEntry("binary_data_size", (long) rest.position() - from);
        }
        assertThat(rest.hasRemaining()).isFalse();
    }

    private static Object element(ByteBuffer rest, String datatype) {
        if (datatype.equals("FP64")) {
            return rest.getDouble();
        }
        assertThat(datatype).isEqualTo("BYTES");
        byte[] text = new byte[rest.getInt()];
        rest.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void anOutputDecidesForItself() {
        String outputs =
                ", \"outputs\": [{\"name\": \"kind.label\", \"parameters\": {\"binary_data\": false}}]}";
        String json = BINARY.substring(0, BINARY.length() - 1) + outputs;
        Answer answer = infer(json, tensors(31, 90));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header(HEADER.toLowerCase(java.util.Locale.ROOT))).isEmpty();
        assertThat(answer.tree().get("outputs").toString()).contains("data");
        assertThat(served.client().get("/v2/").body()).contains("binary_tensor_data");
    }

    @Test
    void aPictureIsItsFile() throws IOException {
        byte[] file = ("P2\n6 6\n255\n" + "10 ".repeat(36)).getBytes(StandardCharsets.US_ASCII);
        String json =
                """
                {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1],
                 "parameters": {"binary_data_size": %d}}]}"""
                        .formatted(file.length + 4);
        byte[] element =
                ByteBuffer.allocate(file.length + 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(file.length)
                        .put(file)
                        .array();

        Answer answer =
                served.client()
                        .post(
                                "/v2/models/shades/infer",
                                body(json, element),
                                HEADER,
                                Integer.toString(json.length()));
        String base64 = java.util.Base64.getEncoder().encodeToString(file);
        Answer plain =
                served.client()
                        .post("/models/shades/predict", "{\"image\": \"%s\"}".formatted(base64));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Map<?, ?> label = (Map<?, ?>) ((List<?>) answer.tree().get("outputs")).get(0);
        assertThat(plain.body()).contains("\"" + ((List<?>) label.get("data")).get(0) + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "shape": [2], "parameters": {"binary_data_size": 16}, "data": [1, 2] | its data twice
                    "shape": [2], "parameters": {"binary_data_size": 8}     | than its shape
                    "shape": [2], "parameters": {"binary_data_size": -1}    | than the body has bytes
                    "shape": [2], "parameters": {"binary_data_size": "16"}  | than the body has bytes
                    "shape": [2], "parameters": {"binary_data_size": 4000000000} | than the body has bytes
                    "shape": "[2]", "parameters": {"binary_data_size": 16}  | a shape that does not fit
                    "shape": [2], "parameters": {"scale": 16}               | has no effect
                    "shape": [2], "parameters": {"shared_memory_region": "a"} | has no effect
                    "shape": [2], "data": [31, 90]                          | longer than its bytes
                    """)
    void doNotFit(String tensor, String what) {
        String json =
                BINARY.replace("\"shape\": [2], \"parameters\": {\"binary_data_size\": 16}}", "?")
                        .replaceFirst("\\?", tensor + "}")
                        .replace(
                                "?", "\"shape\": [2], \"parameters\": {\"binary_data_size\": 16}}");

        assertIsRefused(infer(json, tensors(31, 90)), 400, "SORA-6108", what);
    }

    @Test
    void haveOnlyElementsOfTheirType() {
        assertIsRefused(infer(BINARY, tensors(31, Double.NaN)), 400, "SORA-6108", "is not FP64");
        byte[] long1 = tensors(31, 90);
        long1[19] = (byte) 0xff;
        assertIsRefused(infer(BINARY, long1), 400, "SORA-6108", "is longer than its bytes");
        byte[] latin = tensors(31, 90);
        latin[20] = (byte) 0xff;
        assertIsRefused(infer(BINARY, latin), 400, "SORA-6108", "a text that is not UTF-8");
        byte[] more = java.util.Arrays.copyOf(tensors(31, 90), 33);
        assertIsRefused(infer(BINARY, more), 400, "SORA-6108", "belong to no tensor");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1000000", "4294967297", "99999999999999999999", "1e2", "abc"})
    void theLengthOfTheJsonIsWithinTheBody(String length) {
        Answer answer = served.client().post(INFER, body(BINARY, tensors(1, 2)), HEADER, length);

        assertIsRefused(answer, 400, "SORA-6108", "the header " + HEADER + " does not fit");
    }

    @Test
    void needTheirHeaderAndTheProtocol() {
        assertIsRefused(
                served.client().post(INFER, BINARY), 400, "SORA-6108", "than the body has bytes");
        assertThat(served.client().post(INFER, body(BINARY, tensors(1, 2))).status())
                .isEqualTo(400);
        assertIsRefused(
                served.client().post("/models/kinds/predict", "{}", HEADER, "2"),
                415,
                "SORA-6106",
                "binary tensors");
        assertIsRefused(
                served.client()
                        .post(
                                INFER,
                                PLAIN.getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/x-www-form-urlencoded"),
                415,
                "SORA-6106",
                "the type of the body");
    }
}
