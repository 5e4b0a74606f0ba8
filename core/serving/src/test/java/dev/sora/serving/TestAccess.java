// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.serving.ServerRequest;
import dev.sora.problem.SoraException;
import dev.sora.serving.Client.Answer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call the server, and what it tells about calls. */
final class TestAccess {

    private static final String PREDICT = "/models/kinds/predict";
    private static final String GOOD = "{\"age\": 31, \"city\": \"Rome\"}";
    private static final String READER = "reader-0123456789abcdef";
    private static final String ADMIN = "admin-0123456789abcdef";

    @TempDir private Path folder;

    private String kinds() {
        return Lab.get().kinds().toString();
    }

    private String keys() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("keys.txt"),
                        "# comment\nann %s\nbob %s admin\n".formatted(READER, ADMIN));
        return "keys: '%s'\n".formatted(file);
    }

    @Test
    void asksForAKeyAndForAnotherToChangeModels() throws Exception {
        try (Lab.Served served = Lab.get().serve(keys(), kinds())) {
            Client client = served.client();
            Answer none = client.post(PREDICT, GOOD);
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.code()).isEqualTo("SORA-6112");
            assertThat(none.header("www-authenticate")).isEqualTo("Bearer");
            for (String wrong : List.of("Bearer x", "Basic " + READER, "Bearer " + READER + "x")) {
                assertThat(client.post(PREDICT, GOOD, "Authorization", wrong).status())
                        .isEqualTo(401);
            }
            String reader = "Bearer " + READER;
            assertThat(client.post(PREDICT, GOOD, "Authorization", reader).status()).isEqualTo(200);
            assertThat(client.get("/metrics").status()).isEqualTo(401);
            assertThat(client.get("/v2/health/ready").status()).isEqualTo(200);
            assertThat(client.get("/").status()).isEqualTo(200);
            String load = "/v2/repository/models/kinds/load";
            assertThat(client.post(load, "", "Authorization", reader).code())
                    .isEqualTo("SORA-6113");
            assertThat(client.post(load, "", "Authorization", "Bearer " + ADMIN).status())
                    .isEqualTo(200);
            assertThat(served.log().toString(StandardCharsets.UTF_8))
                    .contains("\"client\":\"ann\"", "\"status\":401")
                    .doesNotContain(READER, ADMIN, "Rome");
        }
    }

    @Test
    void refusesToOpenToOtherMachinesWithoutProtection() {
        ServerRequest open =
                new ServerRequest(
                        List.of(kinds()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("0.0.0.0"),
                        OptionalInt.of(0),
                        false,
                        System.out,
                        java.util.Map.of());

        assertThatThrownBy(() -> Lab.get().serve(open))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-6007")
                .hasMessageContaining("--insecure");
    }

    @Test
    void limitsTheRateOfAClient() {
        try (Lab.Served served = Lab.get().serve("limits: {rate_per_second: 0.01}", kinds())) {
            assertThat(served.client().post(PREDICT, GOOD).status()).isEqualTo(200);
            Answer second = served.client().post(PREDICT, GOOD);
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.code()).isEqualTo("SORA-6115");
            assertThat(Integer.parseInt(second.header("retry-after"))).isBetween(1, 100);
            assertThat(served.client().get("/v2/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void encryptsAndTakesANewCertificate() throws Exception {
        Path store = certificate("one");
        Path password = Files.writeString(folder.resolve("password.txt"), "secret1\n");
        String config = "tls: {keystore: '%s', password: '%s'}".formatted(store, password);
        try (Lab.Served served = Lab.get().serve(config, kinds())) {
            URI address = served.server().address();
            assertThat(address.getScheme()).isEqualTo("https");
            assertThat(get(address, store)).isEqualTo(200);

            Files.move(
                    certificate("two"), store, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            int status = 0;
            for (int i = 0; i < 200 && status != 200; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                status = get(address, store);
            }
            assertThat(status).isEqualTo(200);
        }
        Files.writeString(password, "wrong");
        assertThatThrownBy(() -> Lab.get().serve(config, kinds()))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-6008");
    }

    /** Returns the status; -1 if the server has another certificate than the only trusted one. */
    private static int get(URI address, Path trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(trusted)) {
            store.load(in, "secret1".toCharArray());
        }
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try {
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .build()
                    .send(
                            HttpRequest.newBuilder(address.resolve("/v2/health/live")).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (javax.net.ssl.SSLException e) {
            return -1;
        }
    }

    private Path certificate(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                "secret1")
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    @Test
    void continuesATraceAndCountsWithoutNamesOfClients() {
        try (Lab.Served served = Lab.get().serve("", kinds())) {
            String trace = "0af7651916cd43dd8448eb211c80319c";
            Answer answer =
                    served.client()
                            .post(
                                    PREDICT,
                                    GOOD,
                                    "traceparent",
                                    "00-%s-b7ad6b7169203331-01".formatted(trace));
            assertThat(answer.header("traceparent"))
                    .startsWith("00-" + trace + "-")
                    .endsWith("-01")
                    .doesNotContain("b7ad6b7169203331");
            Answer begun = served.client().get("/v2", "traceparent", "00-zz-1-01");
            assertThat(begun.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
            for (int i = 0; i < 5; i++) {
                served.client().post("/models/unknown-" + i + "/predict", GOOD);
            }
            String metrics = served.client().get("/metrics").body();
            assertThat(metrics)
                    .contains("operation=\"predict\",status=\"200\",version=\"1\"")
                    .contains("sora_request_duration_seconds_bucket")
                    .contains("stage=\"compute\"", "stage=\"queue\"")
                    .contains("sora_batch_records_count{model=\"kinds\"")
                    .contains("sora_queue_records{model=\"kinds\",version=\"1\"} 0.0")
                    .doesNotContain("unknown-");
            String log = served.log().toString(StandardCharsets.UTF_8);
            assertThat(log.lines().findFirst().orElseThrow())
                    .contains("\"trace\":\"" + trace, "\"parent\":\"b7ad6b7169203331\"")
                    .contains("\"model\":\"kinds\"", "\"compute_milliseconds\":");
        }
    }

    @Test
    void reportsEveryMistakeOfItsConfiguration() {
        String config =
                """
                prot: 1
                limits: {body_bytes: 3}
                models: {"a/b": {versions: {"1": x.sora}, default: "2"}}
                """;
        assertThatThrownBy(() -> Lab.get().serve(config))
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e -> {
                            assertThat(e.problems()).hasSize(4);
                            assertThat(e.getMessage())
                                    .contains("has no key 'prot'", ".yaml:1:1")
                                    .contains("'limits.body_bytes'", "1024")
                                    .contains("'a/b' cannot name a model")
                                    .contains("names no version");
                        });
        assertThatThrownBy(() -> Lab.get().serve(""))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-6004");
        assertThatThrownBy(() -> Lab.get().serve("", kinds(), kinds()))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-6003");
        try (Lab.Served served = Lab.get().serve("", kinds())) {
            ServerRequest taken =
                    ServerRequest.of(List.of(kinds()))
                            .withPort(served.server().address().getPort());
            assertThatThrownBy(() -> new JettyServerProvider().start(Lab.get().sora(), taken))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-6006");
        }
    }
}
