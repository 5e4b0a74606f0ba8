// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.Client.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More requests than can be computed: some are answered, the others are told when to try again. */
final class TestOverload {

    private static final String GOOD = "{\"age\": 31, \"city\": \"Rome\"}";

    @Test
    void refusesWhatItCannotComputeAndAnswersTheRest() throws InterruptedException {
        String many = "[" + (GOOD + ",").repeat(99) + GOOD + "]";
        String config =
                """
                access_log: none
                batching: {records: 1, workers: 1}
                limits: {queue: 200}
                """;
        List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
        try (Lab.Served served = Lab.get().serve(config, Lab.get().kinds().toString())) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Thread client =
                        new Thread(
                                () -> {
                                    for (int j = 0; j < 3; j++) {
                                        answers.add(
                                                served.client()
                                                        .post("/models/kinds/predict", many));
                                    }
                                });
                clients.add(client);
                client.start();
            }
            for (Thread client : clients) {
                client.join();
            }
            assertThat(served.client().post("/models/kinds/predict", GOOD).status()).isEqualTo(200);
        }
        assertThat(answers).hasSize(48);
        assertThat(answers)
                .allSatisfy(
                        answer -> {
                            assertThat(answer.status()).as(answer.body()).isIn(200, 503);
                            if (answer.status() == 503) {
                                assertThat(answer.code()).isIn("SORA-6116", "SORA-6117");
                                assertThat(answer.header("retry-after")).matches("[1-9]\\d*");
                            }
                        });
        assertThat(answers).anyMatch(answer -> answer.status() == 200);
        assertThat(answers).anyMatch(answer -> answer.status() == 503);
    }

    @Test
    void aComputationMayTakeLongerThanARequestMayTakeToArrive() {
        String config =
                """
                access_log: none
                batching: {records: 64, wait_ms: 2500, workers: 1}
                limits: {receive_seconds: 1}
                """;
        try (Lab.Served served = Lab.get().serve(config, Lab.get().kinds().toString())) {
            assertThat(served.client().post("/models/kinds/predict", GOOD).status()).isEqualTo(200);
        }
    }
}
