// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.serving.ServerRequest;
import dev.sora.problem.SoraException;
import dev.sora.serving.Client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions are loaded, replaced and removed while requests arrive. */
final class TestReplacedModels {

    private static final String GOOD = "{\"age\": 31, \"city\": \"Rome\"}";
    private static final String POLL =
            "poll_seconds: 0.1\naccess_log: none\nmodels: {kinds: {aliases: {first: \"9\"}}}\n";

    @TempDir private Path folder;

    private Lab.Served repository() {
        Path config = Lab.get().write("poll.yaml", POLL);
        return Lab.get()
                .serve(ServerRequest.of(List.of()).withRepository(folder).withConfig(config));
    }

    private void put(Path model, String name) throws IOException {
        Path to = folder.resolve(name);
        Files.createDirectories(to.getParent());
        Path part = folder.resolve(".part");
        Files.copy(model, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void until(java.util.function.BooleanSupplier reached) throws Exception {
        for (int i = 0; i < 600 && !reached.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }

    @Test
    void noRequestFailsWhileAModelIsReplacedAgainAndAgain() throws Exception {
        try (Lab.Served served =
                Lab.get().serve("access_log: none", Lab.get().kinds().toString())) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            AtomicReference<String> failed = new AtomicReference<>();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                boolean asks = i % 4 == 0;
                Thread client =
                        new Thread(
                                () -> {
                                    while (!done.get()) {
                                        String answer =
                                                asks
                                                        ? askedFirst(served.client())
                                                        : answer(served.client());
                                        answered.incrementAndGet();
                                        if (!answer.contains("HTTP/1.1 200 ")) {
                                            failed.set(answer);
                                        }
                                    }
                                });
                clients.add(client);
                client.start();
            }
            for (int i = 0; i < 20; i++) {
                Answer loaded = served.client().post("/v2/repository/models/kinds/load", "");
                assertThat(loaded.status()).as(loaded.body()).isEqualTo(200);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            done.set(true);
            for (Thread client : clients) {
                client.join();
            }
            assertThat(failed.get()).isNull();
            assertThat(answered.get()).isGreaterThan(16);
        }
    }

    private static String answer(Client client) {
        Answer answer = client.post("/models/kinds/predict", GOOD);
        return "HTTP/1.1 %d %s".formatted(answer.status(), answer.body());
    }

    /** Posts as a client that has the server choose a version before it sends the body. */
    private static String askedFirst(Client client) {
        try {
            return client.raw(
                    """
                    POST /models/kinds/predict HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Expect: 100-continue\r
                    Connection: close\r
                    Content-Length: %d\r
                    \r
                    %s"""
                            .formatted(GOOD.length(), GOOD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void watchesItsRepository() throws Exception {
        try (Lab.Served served = repository()) {
            assertThat(served.client().get("/v2/models/kinds/ready").status()).isEqualTo(404);
            assertThat(served.client().get("/v2/health/ready").status()).isEqualTo(200);

            put(Lab.get().kinds(), "kinds/9.sora");
            until(() -> served.server().models().equals(List.of("kinds")));
            String first = served.client().post("/models/kinds/predict", GOOD).body();
            put(Lab.get().otherKinds(), "kinds/10/model.sora");
            until(() -> !served.client().post("/models/kinds/predict", GOOD).body().equals(first));
            assertThat(served.client().post("/models/kinds/versions/first/predict", GOOD).body())
                    .isEqualTo(first);

            // a package that is cut off changes nothing, and is reported
            byte[] bytes = Files.readAllBytes(Lab.get().kinds());
            Files.write(folder.resolve("kinds/9.sora"), java.util.Arrays.copyOf(bytes, 999));
            until(() -> index(served).contains("SORA-"));
            assertThat(served.client().post("/models/kinds/versions/9/predict", GOOD).body())
                    .isEqualTo(first);
            assertThat(index(served)).doesNotContain(folder.toString());

            Files.delete(folder.resolve("kinds/10/model.sora"));
            until(() -> served.client().get("/v2/models/kinds/versions/10/ready").status() == 404);
            assertThat(served.client().post("/models/kinds/predict", GOOD).status()).isEqualTo(200);
        }
    }

    private static String index(Lab.Served served) {
        return served.client().post("/v2/repository/index", "").body();
    }

    @Test
    void refusesADamagedPackageEveryTimeAndKeepsTheModel() throws Exception {
        Path model = Files.copy(Lab.get().kinds(), folder.resolve("model.sora"));
        try (Lab.Served served = Lab.get().serve("", "kinds=" + model)) {
            byte[] bytes = Files.readAllBytes(model);
            // a single byte may be one that nothing depends on, such as the time in the head of an
            // entry
            for (int i = bytes.length / 4; i < bytes.length / 2; i += 64) {
                bytes[i] ^= 0x55;
            }
            Files.write(model, bytes);

            for (int i = 0; i < 2; i++) {
                Answer load = served.client().post("/v2/repository/models/kinds/load", "{}");
                assertThat(load.status()).isEqualTo(400);
                assertThat(load.code()).isEqualTo("SORA-6119");
                assertThat(load.body()).doesNotContain(folder.toString());
            }
            assertThat(served.client().post("/models/kinds/predict", GOOD).status()).isEqualTo(200);
        }
        assertThatThrownBy(() -> Lab.get().serve("", "kinds=" + model).close())
                .isInstanceOf(SoraException.class);
    }

    @Test
    void unloadsAndLoadsAndTakesNoPackageFromElsewhere() {
        try (Lab.Served served = Lab.get().serve("", Lab.get().kinds().toString())) {
            Client client = served.client();
            // as Triton's clients send it; no package depends on another
            String alone = "{\"parameters\": {\"unload_dependents\": false}}";
            assertThat(client.post("/v2/repository/models/kinds/unload", alone).status())
                    .isEqualTo(200);
            assertThat(client.post("/models/kinds/predict", GOOD).code()).isEqualTo("SORA-6103");
            assertThat(client.get("/v2/models/kinds/ready").status()).isEqualTo(503);
            assertThat(index(served)).contains("\"state\":\"UNAVAILABLE\",\"reason\":\"unloaded\"");
            assertThat(client.post("/v2/repository/models/kinds/load", "").status()).isEqualTo(200);
            assertThat(client.post("/models/kinds/predict", GOOD).status()).isEqualTo(200);

            String elsewhere = "{\"url\": \"http://localhost/model.sora\"}";
            assertThat(client.post("/v2/repository/models/kinds/load", elsewhere).status())
                    .isEqualTo(400);
            assertThat(client.post("/v2/repository/models/other/load", "").status()).isEqualTo(404);
            assertThat(client.post("/v2/repository/models/..%2fkinds/load", "").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void routesSharesAliasesAndAShadow() {
        String config =
                """
                access_log: none
                models:
                  kinds:
                    versions: {"1": '%s', "2": '%s'}
                    default: "1"
                    aliases: {next: "2"}
                    shadow: "2"
                """
                        .formatted(Lab.get().kinds(), Lab.get().otherKinds());
        try (Lab.Served served = Lab.get().serve(config)) {
            String first = served.client().post("/models/kinds/versions/1/predict", GOOD).body();
            String second = served.client().post("/models/kinds/versions/2/predict", GOOD).body();
            assertThat(second).isNotEqualTo(first);
            assertThat(served.client().post("/models/kinds/predict", GOOD).body()).isEqualTo(first);
            assertThat(served.client().post("/models/kinds/versions/next/predict", GOOD).body())
                    .isEqualTo(second);
            assertThat(served.client().get("/metrics").body())
                    .contains("sora_shadow_requests_total{");
        }
        try (Lab.Served served =
                Lab.get().serve(config.replace("shadow: \"2\"", "routes: {\"1\": 0, \"2\": 5}"))) {
            String any = served.client().post("/models/kinds/predict", GOOD).body();
            assertThat(served.client().post("/models/kinds/versions/2/predict", GOOD).body())
                    .isEqualTo(any);
        }
    }

    @Test
    void aShadowComparesUpToRoundingAndNeverComputesItsOwnAnswerAgain() throws Exception {
        String config =
                """
                access_log: none
                models:
                  kinds:
                    versions: {"1": '%s', "2": '%s'}
                    default: "%s"
                    shadow: "2"
                """;
        String kinds = Lab.get().kinds().toString();
        try (Lab.Served served = Lab.get().serve(config.formatted(kinds, kinds, "2"))) {
            assertThat(served.client().post("/models/kinds/predict", GOOD).status()).isEqualTo(200);
            TimeUnit.MILLISECONDS.sleep(50);
            assertThat(served.client().get("/metrics").body()).doesNotContain("sora_shadow");
        }
        try (Lab.Served served = Lab.get().serve(config.formatted(kinds, kinds, "1"))) {
            assertThat(served.client().post("/models/kinds/predict", GOOD).status()).isEqualTo(200);
            until(() -> served.client().get("/metrics").body().contains("outcome=\"same\""));
        }
    }

    @Test
    void answersWhatIsInProgressBeforeItEnds() throws Exception {
        // the worker waits that long for further records
        String config = "access_log: none\nbatching: {records: 64, wait_ms: 2500, workers: 1}\n";
        Lab.Served served = Lab.get().serve(config, Lab.get().kinds().toString());
        AtomicReference<Answer> answer = new AtomicReference<>();
        Thread client =
                new Thread(() -> answer.set(served.client().post("/models/kinds/predict", GOOD)));
        client.start();
        until(
                () ->
                        served.client()
                                .get("/metrics")
                                .body()
                                .contains("sora_requests_in_progress 2.0"));
        served.server().drain();
        client.join();

        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(Map.of("models", served.server().models())).containsEntry("models", List.of());
    }
}
