// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MemoryData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service predicts as the model does, and reports its health and metrics. */
final class TestPredictionApplication {

    private static final List<Map<String, Object>> RECORDS =
            List.of(Map.of("age", 3), Map.of("age", 40));

    @TempDir private static Path folder;
    private static String expected;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        MemoryData data = new MemoryData();
        data.put("ages", IntStream.range(0, 40).mapToObj(TestPredictionApplication::row).toList());
        try (EmbeddedSora sora = EmbeddedSora.builder().plugin(data).build()) {
            String manifest =
                    """
                    manifest: 1
                    name: ages
                    data: {train: {type: memory, records: ages}}
                    inputs: {age: {type: number, column: age}}
                    outputs: {kind: {type: classification, column: kind, from: age}}
                    training: {epochs: 1, batch_size: 20}
                    """;
            Path file =
                    sora.train(
                                    sora.plan(manifest, folder, Overrides.none()),
                                    new TrainingRequest(folder.resolve("run"), false),
                                    event -> {})
                            .model();
            try (Model model = sora.open(file)) {
                expected =
                        model.predict(RECORDS).stream()
                                .map(Prediction::json)
                                .collect(Collectors.joining(",", "[", "]"));
            }
            application = run("--sora.model=" + file);
        }
    }

    private static Map<String, Object> row(int i) {
        return Map.of("age", i, "kind", "k" + i % 2);
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        SpringApplication spring = new SpringApplication(PredictionApplication.class);
        spring.setDefaultProperties(
                Map.of(
                        "server.port",
                        0,
                        "spring.main.banner-mode",
                        "off",
                        "logging.level.root",
                        "warn",
                        // otherwise it stays in the temporary folder of the machine
                        "server.tomcat.basedir",
                        folder.resolve("tomcat").toString()));
        return spring.run(arguments);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static HttpResponse<String> call(HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return HttpClient.newHttpClient()
                .send(
                        request.uri(URI.create("http://localhost:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return call(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "/predict");
    }

    @Test
    void predictsTheSameBitsAndCountsThem() throws Exception {
        assertThat(post("[{\"age\": 3}, {\"age\": 40}]").body()).isEqualTo(expected);
        HttpResponse<String> broken = post("[{\"age\": \"old\"}]");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("SORA-4251");

        assertThat(call(HttpRequest.newBuilder(), "/actuator/metrics/sora.records").body())
                .contains("\"value\":2.0");
        assertThat(call(HttpRequest.newBuilder(), "/actuator/metrics/sora.predictions").body())
                .contains("SORA-4251");
    }

    @Test
    void isHealthy() throws Exception {
        assertThat(call(HttpRequest.newBuilder(), "/actuator/health").body())
                .contains("\"sora\":{\"details\":{\"model\":\"ages\"");
    }

    @Test
    void doesNotStartWithoutItsModel() {
        assertThatThrownBy(() -> run("--sora.model=" + folder.resolve("none.sora")))
                .rootCause()
                .hasMessageContaining("none.sora");
    }
}
