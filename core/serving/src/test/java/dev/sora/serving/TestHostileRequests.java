// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.Client.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong or meant to harm are refused with a code, and the server goes on. */
final class TestHostileRequests {

    private static final String PREDICT = "/models/kinds/predict";
    private static final String INFER = "/v2/models/kinds/infer";
    private static final String GOOD = "{\"age\": 31, \"city\": \"Rome\"}";

    private static Lab.Served served;

    @BeforeAll
    static void start() {
        served =
                Lab.get()
                        .serve(
                                "limits: {body_bytes: 20000, header_bytes: 4096, records: 50,"
                                        + " receive_seconds: 0.6}",
                                Lab.get().kinds().toString());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @AfterEach
    void theServerIsUnharmed() {
        Answer answer = served.client().post(PREDICT, GOOD);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {                                             | SORA-4407
                    {"age": NaN, "city": "Rome"}                  | SORA-4407
                    {"age": 1e999, "city": "Rome"}                | SORA-4407
                    {"age": 1, "age": 2, "city": "Rome"}          | SORA-4407
                    {"age": 1, "city": "Rome"} x                  | SORA-4407
                    null                                          | SORA-4407
                    "text"                                        | SORA-4407
                    [1]                                           | SORA-4407
                    []                                            | SORA-6108
                    {"records": []}                               | SORA-6108
                    {"records": 1}                                | SORA-6108
                    {"records": [1]}                              | SORA-6108
                    {"age": "old", "city": "Rome"}                | SORA-4251
                    {"other": 1}                                  | SORA-6108
                    {"age": {"$gt": 1}, "city": "Rome"}           | SORA-6108
                    """)
    void refusesRecords(String body, String code) {
        Answer answer = served.client().post(PREDICT, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
        assertIsHarmless(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                          | holds no tensors
                    {"inputs": []}                              | holds no tensors
                    {"inputs": [1]}                             | a tensor is not an object
                    {"inputs": [{"name": "other"}]}             | a tensor names no column of the model
                    {"inputs": [AGE, CITY], "more": 1}          | the request has an unknown key
                    {"id": 7, "inputs": [AGE, CITY]}            | is not a string
                    {"inputs": [AGE]}                           | is missing
                    {"inputs": [AGE, AGE, CITY]}                | a tensor is given twice
                    {"inputs": [AGE, CITY], "outputs": [1]}     | a tensor is not an object
                    {"inputs": [AGE, CITY], "outputs": [{"name": "x"}]} | the model has no such output
                    """)
    void refusesRequestsOfTheProtocol(String body, String what) {
        String age = "{\"name\": \"age\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1]}";
        String city =
                age.replace("age", "city").replace("FP32", "BYTES").replace("[1]}", "[\"a\"]}");
        Answer answer = served.client().post(INFER, body.replace("AGE", age).replace("CITY", city));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).as(answer.body()).isEqualTo("SORA-6108");
        assertThat(String.valueOf(answer.tree().get("what"))).contains(what);
        assertThat(String.valueOf(answer.tree().get("error"))).contains(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    INT8   | [1]    | [128]        | an element that is not INT8
                    INT64  | [1]    | [1.5]        | an element that is not INT64
                    UINT8  | [1]    | [-1]         | an element that is not UINT8
                    FP32   | [1]    | [1e39]       | an element that is not FP32
                    FP32   | [1]    | ["1"]        | an element that is not FP32
                    FP32   | [1]    | [null]       | an element that is not FP32
                    FP32   | [1]    | [true]       | an element that is not FP32
                    FP32   | [2]    | [1]          | another number of elements
                    FP32   | [1]    | [1, 2]       | another number of elements
                    FP32   | [1, 2] | [1, 2]       | a shape that does not fit
                    FP32   | [0]    | []           | has no records
                    FP32   | [-1]   | [1]          | has no records
                    FP32   | [1.0]  | [1]          | has no records
                    FP32   | []     | [1]          | a shape that does not fit
                    FP32   | [1, 1] | [[[1]]]      | nested in another way
                    FP32   | [1, 1] | [[1], 1]     | nested in another way
                    FP32   | [2, 1] | [[1], 1]     | nested in another way
                    BYTES  | [1]    | ["1"]        | a datatype that does not fit
                    BOOL   | [1]    | [true]       | a datatype that does not fit
                    float  | [1]    | [1]          | a datatype that does not fit
                    FP32   | [1]    | 1            | has no data
                    """)
    void refusesTensors(String datatype, String shape, String data, String what) {
        Answer answer = served.client().post(INFER, infer(datatype, shape, data));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).as(answer.body()).isEqualTo("SORA-6108");
        assertThat(String.valueOf(answer.tree().get("what"))).contains(what);
        assertIsHarmless(answer);
    }

    @Test
    void refusesATensorOfTooManyRecordsByItsShapeAlone() {
        Answer answer = served.client().post(INFER, infer("FP32", "[9223372036854775807]", "[1]"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("SORA-6107");
    }

    private static String infer(String datatype, String shape, String data) {
        return """
        {"inputs": [{"name": "age", "datatype": "%s", "shape": %s, "data": %s},
                    {"name": "city", "datatype": "BYTES", "shape": [1], "data": ["Rome"]}]}
        """
                .formatted(datatype, shape, data);
    }

    @Test
    void refusesWhatIsTooDeepTooLargeOrTooMuch() {
        String deep = "[".repeat(5000);
        assertThat(served.client().post(PREDICT, "{\"age\": " + deep).status()).isEqualTo(400);

        Answer large = served.client().post(PREDICT, " ".repeat(20_001) + GOOD);
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("SORA-6107");

        Answer many = served.client().post(PREDICT, "[" + (GOOD + ",").repeat(50) + GOOD + "]");
        assertThat(many.status()).isEqualTo(413);
        assertThat(many.body()).contains("at most 50 records");
    }

    @Test
    void refusesALargeBodyWhoseLengthIsNotStated() throws IOException {
        String chunks = ("1000\r\n" + "x".repeat(4096) + "\r\n").repeat(8) + "0\r\n\r\n";

        String answer =
                served.client()
                        .raw(
                                head("POST", PREDICT)
                                        + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + chunks);

        assertThat(answer).startsWith("HTTP/1.1 413").contains("SORA-6107");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /models/other/predict                  | 404
                    /models/kinds/versions/2/predict       | 404
                    /models/kinds/versions//predict        | 400
                    /models/kinds/predict/                 | 404
                    /models/kinds/predict/more             | 404
                    /models/..%2fkinds/predict             | 400
                    /models/%2e%2e/kinds/predict           | 400
                    /models/kinds%00/predict               | 400
                    /models/kinds;a=b/predict              | 404
                    /models/kinds/predict?top=0            | 400
                    /models/kinds/predict?top=1.5          | 400
                    /models/kinds/predict?top=NaN          | 400
                    /models/kinds/predict?unknown=1        | 400
                    /models/kinds/predict?on_error=maybe   | 400
                    /models/kinds/predict?top=1&top=2      | 400
                    /v2/models/kinds/infer/../../../metrics | 404
                    //models/kinds/predict                 | 400
                    /nothing                               | 404
                    """)
    void refusesPaths(String path, int status) throws IOException {
        String request =
                head("POST", path)
                        + "Content-Type: application/json\r\nContent-Length: "
                        + GOOD.length()
                        + "\r\nConnection: close\r\n\r\n"
                        + GOOD;

        String answer = served.client().raw(request);

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\"code\":\"SORA-6");
        assertThat(answer).doesNotContain("dev.sora.", "at org.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: +5\r\n",
                "Content-Length : 5\r\n",
                "Content-Length: 5\r\n folded\r\n",
                "Bad Header: 1\r\n",
                "Host: other\r\n",
            })
    void refusesHeadersThatTwoServersCouldReadInTwoWays(String headers) throws IOException {
        String answer = served.client().raw(head("POST", PREDICT) + headers + "\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"SORA-6109\"");
        // one answer, and no second request from the rest of the bytes
        assertThat(answer.split("HTTP/1.1", -1)).hasSize(2);
    }

    @Test
    void refusesLargeHeaders() throws IOException {
        String answer =
                served.client().raw(head("GET", "/v2") + "X: " + "y".repeat(8000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("SORA-6109");
    }

    @Test
    void endsABodyThatArrivesSlowly() throws IOException {
        String answer = served.client().raw(head("POST", PREDICT) + "Content-Length: 50\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("SORA-6110");
    }

    @Test
    void endsAHeadThatArrivesByteByByte() throws Exception {
        try (Socket socket =
                new Socket(
                        served.server().address().getHost(), served.server().address().getPort())) {
            socket.setSoTimeout(50);
            boolean closed = false;
            for (int i = 0; i < 200 && !closed; i++) {
                try {
                    socket.getOutputStream()
                            .write(
                                    i == 0
                                            ? "GET /v2 HTTP/1.1\r\nX: "
                                                    .getBytes(StandardCharsets.US_ASCII)
                                            : new byte[] {'y'});
                    closed = socket.getInputStream().read() < 0;
                } catch (java.net.SocketTimeoutException e) {
                    // still open: the next byte
                    closed = false;
                } catch (IOException e) {
                    closed = true;
                }
            }
            assertThat(closed).isTrue();
        }
    }

    @Test
    void refusesOtherKindsOfBodiesAndMethods() {
        Answer form =
                served.client()
                        .post(PREDICT, "a=b", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.tree())
                .containsEntry("fix", "send the header 'Content-Type: application/json'");
        assertThat(served.client().post(PREDICT, GOOD, "Content-Encoding", "gzip").status())
                .isEqualTo(415);
        assertThat(served.client().get(PREDICT).status()).isEqualTo(405);
        assertThat(served.client().post("/metrics", "").status()).isEqualTo(405);
        assertThat(
                        served.client()
                                .post(PREDICT, new byte[] {'{', '"', (byte) 0xff, '"', '}'})
                                .code())
                .isEqualTo("SORA-6108");
        assertThat(served.client().post(PREDICT, GOOD, "Sora-Deadline-Ms", "soon").status())
                .isEqualTo(400);
    }

    @Test
    void refusesPagesOfOtherSites() throws IOException {
        Answer foreign = served.client().post(PREDICT, GOOD, "Origin", "http://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("SORA-6114");

        String rebound =
                served.client()
                        .raw(
                                "GET /models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(rebound).startsWith("HTTP/1.1 403").contains("SORA-6114");
    }

    private static String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    /** No path of the server, no class and no stack trace reaches a client. */
    private static void assertIsHarmless(Answer answer) {
        Map<String, Object> tree = answer.tree();
        assertThat(tree).containsKeys("code", "what", "where", "needs", "have", "fix");
        assertThat(answer.body())
                .doesNotContain("dev.sora.", "java.", "\tat ", Lab.get().kinds().toString());
    }
}
