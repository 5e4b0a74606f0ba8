// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sora.core.Model;
import dev.sora.core.Prediction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that docs/embedding.md shows. */
final class TestPredictionServer {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("sora.examples", ""))
                    .toAbsolutePath()
                    .resolveSibling("docs/embedding.md");

    @TempDir private Path folder;

    @Test
    void answersWithPredictions() throws IOException, InterruptedException {
        StringBuilder rows = new StringBuilder("age,kind\n");
        for (int i = 0; i < 60; i++) {
            rows.append("%d,k%d\n".formatted(i, i % 2));
        }
        Path data = Files.writeString(folder.resolve("ages.csv"), rows);
        try (Lab lab = new Lab(folder);
                Model model = lab.runtime().open(lab.train("ages", manifest(data)).model())) {
            HttpServer server = PredictionServer.start(model, 0);
            try {
                HttpResponse<String> answer = post(server, "[{\"age\": 31}, {\"age\": \"x\"}]");
                List<Prediction> alone = model.predict(List.of(Map.of("age", 31)));
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body())
                        .startsWith("[" + alone.get(0).json() + ",{")
                        .contains("\"number\":2,\"error\":{\"code\":\"SORA-4251\"");

                HttpResponse<String> refused = post(server, "{\"age\": 31}");
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.body()).contains("SORA-4407  a JSON array was expected");
            } finally {
                server.stop(0);
                ((ExecutorService) server.getExecutor()).shutdown();
            }
        }
    }

    @Test
    void isTheOneInTheDocument() throws IOException {
        Path source =
                DOCUMENT.resolveSibling(
                        "../examples/src/test/java/dev/sora/examples/PredictionServer.java");
        String program = Files.readString(source).lines().skip(3).collect(Collectors.joining("\n"));
        assertThat(Files.readString(DOCUMENT)).containsIgnoringNewLines(program);
    }

    private static String manifest(Path data) {
        return """
                manifest: 1
                name: ages
                data: {train: {type: csv, path: %s}}
                inputs: {age: {type: number, column: age}}
                outputs: {kind: {type: classification, column: kind, from: age}}
                training: {epochs: 1, batch_size: 32}
                """
                .formatted(data);
    }

    private static HttpResponse<String> post(HttpServer server, String body)
            throws IOException, InterruptedException {
        URI address =
                URI.create("http://localhost:%d/predict".formatted(server.getAddress().getPort()));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
