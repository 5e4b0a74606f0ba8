// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.generation.Search;
import dev.sora.problem.Problem;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.protocol.PredictRequest;
import dev.sora.serving.refusal.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/**
 * Generates text as server-sent events: {@code text} for each symbol, with what it adds, then
 * {@code prediction} with the whole answer, or {@code error}.
 */
final class Streaming {

    private static final String EVENTS = "text/event-stream";
    private static final Set<String> PARAMETERS =
            Set.of("output", "seed", "temperature", "top_p", "repetition_penalty");

    private final Service service;
    private final Predicting predicting;

    Streaming(Service service) {
        this.service = service;
        this.predicting = new Predicting(service);
    }

    /** Returns whether a client wants events. */
    static boolean isWanted(Exchange exchange) {
        return exchange.header(HttpHeader.ACCEPT.asString()).contains(EVENTS);
    }

    /** Returns the operation that writes events. */
    Operation generate(String model, Optional<String> version) {
        return exchange -> {
            exchange.operation("generate");
            ModelOperations.requireJson(exchange, Set.of());
            Query query = new Query(exchange, PARAMETERS);
            return predicting.with(
                    exchange, model, version, leased -> generate(exchange, leased, query));
        };
    }

    private CompletionStage<Reply> generate(Exchange exchange, ServedVersion leased, Query query) {
        String output = output(leased, query);
        Search search =
                new Search(
                        1,
                        1,
                        0,
                        query.number("temperature", 0, 0, 100),
                        0,
                        query.number("top_p", 1, Double.MIN_VALUE, 1),
                        query.number("repetition_penalty", 1, 1, 10));
        long seed = (long) query.number("seed", 1, 0, 1L << 53);
        PredictRequest request = PredictRequest.read(exchange.body(), leased.signature(), 1);
        return leased.batcher()
                .call(
                        1,
                        exchange.deadline(service.config().limits().deadline()),
                        () -> {
                            write(exchange, leased, request.records().get(0), output, search, seed);
                            return List.of();
                        })
                .thenApply(
                        answer -> {
                            exchange.computed(answer);
                            // the answer is written already
                            return new Reply(200, EVENTS, new byte[0], Map.of());
                        });
    }

    private static String output(ServedVersion leased, Query query) {
        List<String> outputs = leased.signature().generating();
        String wanted = query.text("output").orElse(outputs.size() == 1 ? outputs.get(0) : "");
        if (!outputs.contains(wanted)) {
            throw new RefusedException(
                    406,
                    Problem.of("SORA-6120", "the model does not generate this symbol by symbol")
                            .needs(
                                    outputs.isEmpty()
                                            ? "the header 'Accept: application/json'"
                                            : "the parameter output: "
                                                    + String.join(", ", outputs)));
        }
        return wanted;
    }

    private void write(
            Exchange exchange,
            ServedVersion leased,
            Map<String, Object> record,
            String output,
            Search search,
            long seed) {
        Response response = exchange.response();
        OutputStream out = Content.Sink.asOutputStream(response);
        StringBuilder sent = new StringBuilder();
        try {
            Prediction prediction =
                    leased.model()
                            .generate(
                                    record,
                                    output,
                                    search,
                                    seed,
                                    soFar -> {
                                        begin(response);
                                        text(out, sent, soFar);
                                    });
            begin(response);
            event(out, "prediction", JsonTree.of(prediction.line()));
        } catch (RuntimeException e) {
            // before the first event, the failure is answered with its status
            if (!response.isCommitted()) {
                throw e;
            }
            Reply failure = Failures.reply(e, exchange);
            raw(out, "error", new String(failure.body(), StandardCharsets.UTF_8));
        }
    }

    private static void begin(Response response) {
        if (!response.isCommitted()) {
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, EVENTS);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        }
    }

    /** Sends what was added; the whole text if an earlier part changed. */
    private static void text(OutputStream out, StringBuilder sent, String soFar) {
        String whole = withoutOpenEnd(soFar);
        if (whole.contentEquals(sent)) {
            return;
        }
        boolean added = whole.length() > sent.length() && whole.startsWith(sent.toString());
        event(
                out,
                "text",
                added ? Map.of("added", whole.substring(sent.length())) : Map.of("text", whole));
        sent.setLength(0);
        sent.append(whole);
    }

    /** Returns a text without replacement characters at its end: more bytes of it may follow. */
    private static String withoutOpenEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\ufffd') {
            end--;
        }
        return text.substring(0, end);
    }

    private static void event(OutputStream out, String name, Object tree) {
        raw(out, name, Json.line(tree));
    }

    private static void raw(OutputStream out, String name, String json) {
        try {
            out.write(
                    ("event: " + name + "\ndata: " + json + "\n\n")
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // the client has gone: the exception ends the generation
            throw new UncheckedIOException(e);
        }
    }
}
