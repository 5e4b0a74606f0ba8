// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.Client.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request states is taken as it is, or refused with what is wrong with it. */
final class TestExactRequests {

    private static final String PREDICT = "/models/kinds/predict";
    private static final String INFER = "/v2/models/kinds/infer";
    private static final String CITY =
            "{\"name\": \"city\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"Rome\"]}";
    private static final String AGE =
            "{\"name\": \"age\", \"datatype\": \"FP64\", \"shape\": [1], \"data\": [31]}";

    private static Lab.Served served;

    @BeforeAll
    static void start() {
        served = Lab.get().serve("access_log: none", Lab.get().kinds().toString());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"age": 31, "age\\u200b": 90, "city": "Rome"}     | a record has the column 'age' twice
                    {"age": 31, "\\ufeffcity": "a", "city": "Rome"}   | a record has the column 'city' twice
                    {"a": {"b": 1}, "a.b": 1, "age": 1, "city": "Rome"} | a record has the column 'a.b' twice
                    """)
    void refusesTwoNamesOfOneColumn(String body, String what) {
        assertIsRefused(served.client().post(PREDICT, body), what);
    }

    private static void assertIsRefused(Answer answer, String what) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("SORA-6108");
        assertThat(String.valueOf(answer.tree().get("what"))).contains(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    age  | INT64 | 9007199254740993    | more digits than its column keeps
                    age  | INT64 | 9223372036854775807 | more digits than its column keeps
                    age  | INT64 | 9007199254740992    |
                    age  | BYTES | "1"                 | a datatype that does not fit
                    city | FP32  | 0.1                 | a datatype that does not fit
                    city | FP64  | 1                   | a datatype that does not fit
                    city | INT32 | 7                   |
                    """)
    void refusesElementsThatAColumnWouldChange(
            String column, String datatype, String element, String what) {
        String tensor =
                "{\"name\": \"%s\", \"datatype\": \"%s\", \"shape\": [1], \"data\": [%s]}"
                        .formatted(column, datatype, element);
        String inputs = column.equals("age") ? tensor + ", " + CITY : AGE + ", " + tensor;

        Answer answer = served.client().post(INFER, "{\"inputs\": [%s]}".formatted(inputs));

        if (what == null) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        } else {
            assertIsRefused(answer, what);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    , "parameters": {"classification": 2}                              | has no effect
                    , "parameters": 1                                                  | is not an object
                    , "parameters": {"binary_data_output": 1}                          | is not a boolean
                    , "parameters": {"timeout": 1000}                                  | has no effect
                    , "outputs": [{"name": "kind.label"}, {"name": "kind.label"}]      | is given twice
                    , "parameters": {"binary_data_output": false}                      |
                    , "outputs": [{"name": "kind.label", "parameters": {"top": 1}}]    | has no effect
                    , "outputs": [{"name": "kind.label", "datatype": "BYTES"}]         | an output has an unknown key
                    , "outputs": [{"name": "kind.label", "parameters": {"binary_data": false}}] |
                    """)
    void refusesParametersWithoutEffect(String more, String what) {
        Answer answer =
                served.client().post(INFER, "{\"inputs\": [%s, %s]%s}".formatted(AGE, CITY, more));

        if (what == null) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        } else {
            assertIsRefused(answer, what);
        }
    }

    @Test
    void refusesParametersOfATensor() {
        String age = AGE.replace("}", ", \"parameters\": {\"scale\": 2}}");

        assertIsRefused(
                served.client().post(INFER, "{\"inputs\": [%s, %s]}".formatted(age, CITY)),
                "'scale' has no effect");
    }

    @Test
    void saysWhatAColumnAccepts() {
        Answer list = served.client().post(PREDICT, "{\"age\": [1, 2], \"city\": \"Rome\"}");

        assertThat(list.status()).as(list.body()).isEqualTo(400);
        assertThat(list.tree().get("needs").toString()).startsWith("a number such as");
    }

    @Test
    void aRequestIsRefusedAtItsDeadlineHoweverManyRecordsItHas() {
        String record = "{\"age\": 31, \"city\": \"Rome\"}";
        String many = "[" + (record + ",").repeat(9_999) + record + "]";

        Answer late = served.client().post(PREDICT, many, "Sora-Deadline-Ms", "1");

        assertThat(late.status()).as(late.body()).isEqualTo(503);
        assertThat(late.code()).isEqualTo("SORA-6117");
        assertThat(late.header("retry-after")).matches("[1-9]\\d*");
        assertThat(served.client().post(PREDICT, record).status()).isEqualTo(200);
    }
}
