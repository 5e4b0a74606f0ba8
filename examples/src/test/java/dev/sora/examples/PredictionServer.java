// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.io.Json;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.problem.DataException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Answers an array of records with an array of predictions. */
final class PredictionServer {

    private static final int MOST_BYTES = 1 << 20;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedSora sora = EmbeddedSora.builder().build();
                Model model = sora.open(Path.of(arguments[0]))) {
            start(model, 8080);
            new CountDownLatch(1).await();
        }
    }

    static HttpServer start(Model model, int port) throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(local, port), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/predict", exchange -> answer(model, exchange));
        server.start();
        return server;
    }

    private static void answer(Model model, HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readNBytes(MOST_BYTES);
        int status = 200;
        String body;
        try {
            var records = Json.readRecords(new String(request, StandardCharsets.UTF_8), "request");
            body =
                    model.predict(records, PredictionOptions.DEFAULT.skippingBroken()).stream()
                            .map(Prediction::json)
                            .collect(Collectors.joining(",", "[", "]"));
        } catch (DataException e) {
            status = 400;
            body = Json.line(Map.of("error", e.getMessage()));
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
