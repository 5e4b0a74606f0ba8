// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.Prediction;
import dev.sora.core.io.JsonTree;
import dev.sora.generation.Search;
import dev.sora.problem.Problem;
import dev.sora.serving.models.EncodedPicture;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.protocol.PredictRequest;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Generates text as server-sent events: {@code text} for each symbol, with what it adds, then
 * {@code prediction} with the whole answer, or {@code error}.
 */
final class Streaming {

    private static final byte[] NOTHING = {};
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
        return exchange.header(HttpHeader.ACCEPT.asString()).contains(EventStream.TYPE);
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
        Map<String, Object> record = request.records().get(0);
        long deadline = exchange.deadline(service.config().limits().deadline());
        EventStream events = new EventStream(exchange.response());
        return leased.batcher().stream(
                        deadline,
                        () -> {
                            Consumer<String> soFar = soFar(events, deadline);
                            write(
                                    exchange,
                                    events,
                                    () ->
                                            leased.model()
                                                    .generate(
                                                            decoded(record),
                                                            output,
                                                            search,
                                                            seed,
                                                            soFar));
                            return List.of();
                        })
                .thenCompose(
                        answer -> {
                            exchange.computed(answer);
                            // the answer is written already
                            Reply written = new Reply(200, EventStream.TYPE, NOTHING, Map.of());
                            return events.end(service.config().limits().receive())
                                    .thenApply(end -> written);
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

    private static Map<String, ?> decoded(Map<String, Object> record) {
        return EncodedPicture.decoded(List.of(record)).get(0);
    }

    /** Returns what sends the text so far, and ends the generation at the deadline. */
    private static Consumer<String> soFar(EventStream events, long deadline) {
        StringBuilder sent = new StringBuilder();
        return text -> {
            if (System.nanoTime() - deadline > 0) {
                throw Refusals.late(1);
            }
            text(events, sent, text);
        };
    }

    private static void write(
            Exchange exchange, EventStream events, Supplier<Prediction> generation) {
        try {
            events.event("prediction", JsonTree.of(generation.get().line()));
        } catch (RuntimeException e) {
            // before the first event, a failure has a status; after the last one, no reader
            if (!events.isBegun() || events.hasFailed()) {
                throw e;
            }
            Reply failure = Failures.reply(e, exchange);
            events.raw("error", new String(failure.body(), StandardCharsets.UTF_8));
        }
    }

    /** Sends what was added; the whole text if an earlier part changed. */
    private static void text(EventStream events, StringBuilder sent, String soFar) {
        String whole = withoutOpenEnd(soFar);
        if (whole.contentEquals(sent)) {
            return;
        }
        boolean added = whole.length() > sent.length() && whole.startsWith(sent.toString());
        events.event(
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
}
