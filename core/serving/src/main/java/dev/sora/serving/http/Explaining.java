// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.serving.models.EncodedPicture;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.protocol.PredictRequest;
import dev.sora.serving.refusal.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** Explains answers: the shares of particles, and what of the inputs a score is read from. */
final class Explaining {

    /** An explanation computes the graph many times over. */
    private static final int MOST_RECORDS = 16;

    private static final int COST = 32;
    private static final Set<String> PARAMETERS =
            Set.of("method", "outputs", "part", "particles", "baseline", "seed");

    private final Service service;
    private final Predicting predicting;

    Explaining(Service service) {
        this.service = service;
        this.predicting = new Predicting(service);
    }

    /** Returns the operation. */
    Operation explain(String model, Optional<String> version) {
        return exchange -> {
            exchange.operation("explain");
            ModelOperations.requireJson(exchange, Set.of());
            ExplanationOptions options = options(new Query(exchange, PARAMETERS));
            return predicting.with(
                    exchange, model, version, leased -> explain(exchange, leased, options));
        };
    }

    private CompletionStage<Reply> explain(
            Exchange exchange, ServedVersion leased, ExplanationOptions options) {
        PredictRequest request =
                PredictRequest.read(exchange.body(), leased.signature(), MOST_RECORDS);
        AtomicReference<String> body = new AtomicReference<>("");
        return leased.batcher()
                .call(
                        request.records().size() * COST,
                        exchange.deadline(service.config().limits().deadline()),
                        () -> {
                            body.set(
                                    request.explain(
                                            leased.model()
                                                    .explain(
                                                            EncodedPicture.decoded(
                                                                    request.records()),
                                                            options)));
                            return List.of();
                        })
                .thenApplyAsync(
                        answer -> {
                            exchange.computed(answer);
                            return Reply.json(200, body.get());
                        },
                        service.executor());
    }

    private static ExplanationOptions options(Query query) {
        String word = query.text("method").orElse(ExplanationMethod.INTEGRATED_GRADIENTS.word());
        ExplanationMethod method =
                ExplanationMethod.of(word)
                        .orElseThrow(
                                () ->
                                        Refusals.malformed(
                                                "the parameter 'method' does not fit",
                                                String.join(", ", ExplanationMethod.words()),
                                                word));
        String baseline = query.text("baseline").orElse("mean");
        if (!Set.of("mean", "zero").contains(baseline)) {
            throw Refusals.malformed(
                    "the parameter 'baseline' does not fit", "mean or zero", baseline);
        }
        return new ExplanationOptions(
                names(query.text("particles")),
                names(query.text("outputs")),
                query.text("part").orElse(""),
                Optional.empty(),
                method,
                baseline.equals("zero"),
                (long) query.number("seed", 0, 0, 1L << 53));
    }

    private static List<String> names(Optional<String> text) {
        return text.map(words -> List.of(words.split(","))).orElse(List.of());
    }
}
