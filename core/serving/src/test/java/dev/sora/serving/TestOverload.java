// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.Client.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

    /**
     * A client that waits to be asked for its body is refused without sending it, and another one
     * before its body is parsed: a refusal must not wait behind what it refuses.
     */
    @Test
    void refusesBeforeTheBodyIsReadIfItCannotBeComputed() throws IOException {
        String config =
                """
                access_log: none
                drain_seconds: 0
                batching: {records: 64, wait_ms: 10000, workers: 1}
                limits: {queue: 1}
                """;
        String large = "[" + (GOOD + ",").repeat(9_000) + GOOD + "]";
        try (Lab.Served served = Lab.get().serve(config, Lab.get().kinds().toString());
                Socket socket = new Socket("127.0.0.1", served.server().address().getPort())) {
            // it waits for others until the batch is full, and so fills the queue
            Thread waiting = new Thread(() -> postAndIgnore(served.client()));
            waiting.start();
            while (waiting.isAlive() && !queued(served.client())) {
                Thread.onSpinWait();
            }
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            """
                            POST /models/kinds/predict HTTP/1.1\r
                            Host: localhost\r
                            Content-Type: application/json\r
                            Expect: 100-continue\r
                            Content-Length: 5000\r
                            \r
                            """
                                    .getBytes(StandardCharsets.US_ASCII));
            String first =
                    new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
            assertThat(first).contains(" 503 ");

            Answer refused = served.client().post("/models/kinds/predict", large);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("SORA-6116");
            assertThat(refused.header("server-timing")).startsWith("total;dur=");
            // what is not JSON is refused as well: it was not looked at
            assertThat(served.client().post("/models/kinds/predict", "no JSON").status())
                    .isEqualTo(503);
        }
    }

    /** Sends a request that the server ends before it answers it. */
    private static void postAndIgnore(Client client) {
        try {
            client.post("/models/kinds/predict", GOOD);
        } catch (UncheckedIOException ended) {
            assertThat(ended).hasCauseInstanceOf(IOException.class);
        }
    }

    private static boolean queued(Client client) {
        return client.get("/metrics")
                .body()
                .contains("sora_queue_records{model=\"kinds\",version=\"1\"} 1");
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
