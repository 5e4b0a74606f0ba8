// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.problem.Problem;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.protocol.FormRequest;
import dev.sora.serving.protocol.InferAnswer;
import dev.sora.serving.protocol.InferRequest;
import dev.sora.serving.protocol.PredictRequest;
import dev.sora.serving.protocol.PredictRequest.Form;
import dev.sora.serving.protocol.UploadedFile;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;

/** Predictions: {@code infer} and {@code predict}. */
final class ModelOperations {

    private static final Set<String> PARAMETERS = Set.of("top", "keep", "on_error");
    private static final String MULTIPART = "multipart/form-data";
    private static final String BINARY = "application/octet-stream";

    /** The records that the computation of a file counts as, before it is read. */
    private static final int FILE_RECORDS = 64;

    private final Service service;
    private final Predicting predicting;

    ModelOperations(Service service) {
        this.service = service;
        this.predicting = new Predicting(service);
    }

    /** Refuses records in JSON before their body is sent, if there is no room for them. */
    void checkRoom(Exchange exchange, String model, Optional<String> version) {
        if (!exchange.contentType().equals(MULTIPART)) {
            predicting.checkRoom(exchange, model, version);
        }
    }

    private int most() {
        return service.config().limits().records();
    }

    /** Returns the operation of the Open Inference Protocol. */
    Operation infer(String model, Optional<String> version) {
        return exchange -> {
            exchange.operation("infer");
            boolean isBinary = !exchange.header(InferRequest.HEADER).isEmpty();
            requireJson(exchange, isBinary ? Set.of(BINARY) : Set.of());
            return predicting.with(
                    exchange, model, version, leased -> infer(exchange, leased, version));
        };
    }

    private CompletionStage<Reply> infer(
            Exchange exchange, ServedVersion leased, Optional<String> version) {
        predicting.checkRoom(exchange, leased);
        InferRequest request =
                InferRequest.read(
                        exchange.body(), jsonLength(exchange), leased.signature(), most());
        return predicting.records(
                exchange,
                leased,
                request.records(),
                PredictionOptions.DEFAULT,
                version.isEmpty(),
                predictions -> {
                    Predicting.refuseBroken(predictions);
                    leased.learn(predictions.get(0).outputs());
                    return reply(
                            request.answer(
                                    leased.name(),
                                    leased.version(),
                                    predictions,
                                    leased.signature().answer()));
                });
    }

    private static Reply reply(InferAnswer answer) {
        return answer.isBinary()
                ? new Reply(
                        200,
                        BINARY,
                        answer.body(),
                        Map.of(InferRequest.HEADER, Integer.toString(answer.json())))
                : new Reply(200, Reply.JSON, answer.body(), Map.of());
    }

    /** Returns the length of the JSON, after which binary tensors may follow. */
    private static int jsonLength(Exchange exchange) {
        String stated = exchange.header(InferRequest.HEADER);
        int length = exchange.body().length;
        if (stated.isEmpty()) {
            return length;
        }
        // nine digits are more than a body may have bytes, and fit into an integer
        int json = stated.matches("\\d{1,9}") ? Integer.parseInt(stated) : -1;
        if (json < 1 || json > length) {
            throw Refusals.malformed(
                    "the header %s does not fit".formatted(InferRequest.HEADER),
                    "the bytes of the JSON, from 1 to the %d of the body".formatted(length),
                    stated);
        }
        return json;
    }

    /** Returns the operation for records in JSON, or a form. */
    Operation predict(String model, Optional<String> version) {
        return exchange -> {
            exchange.operation("predict");
            requireJson(exchange, Set.of(MULTIPART));
            Query query = new Query(exchange, PARAMETERS);
            return predicting.with(
                    exchange, model, version, leased -> predict(exchange, leased, version, query));
        };
    }

    private CompletionStage<Reply> predict(
            Exchange exchange, ServedVersion leased, Optional<String> version, Query query) {
        boolean skips = query.skipsBroken();
        PredictionOptions options = query.options();
        if (!exchange.contentType().equals(MULTIPART)) {
            predicting.checkRoom(exchange, leased);
            PredictRequest request =
                    PredictRequest.read(exchange.body(), leased.signature(), most());
            return predicting.records(
                    exchange,
                    leased,
                    request.records(),
                    options,
                    version.isEmpty(),
                    checked(skips, request::answer));
        }
        FormRequest form =
                FormRequest.read(
                        exchange.body(),
                        exchange.header(HttpHeader.CONTENT_TYPE.asString()),
                        leased.signature());
        if (form.file().isPresent()) {
            return file(exchange, leased, form.file().get(), options, skips);
        }
        List<Map<String, Object>> records = List.of(form.record().orElseThrow());
        PredictRequest one = new PredictRequest(Form.ONE, records);
        return predicting.records(
                exchange, leased, records, options, version.isEmpty(), checked(skips, one::answer));
    }

    private CompletionStage<Reply> file(
            Exchange exchange,
            ServedVersion leased,
            UploadedFile file,
            PredictionOptions options,
            boolean skips) {
        PredictRequest form = new PredictRequest(Form.NAMED, List.of());
        PredictionOptions own = skips ? options.skippingBroken() : options;
        long deadline = exchange.deadline(service.config().limits().deadline());
        return predicting.reply(
                exchange,
                leased,
                leased.batcher()
                        .call(
                                FILE_RECORDS,
                                deadline,
                                () -> file.predict(leased.model(), own, most())),
                deadline,
                predictions -> Reply.json(200, form.answer(predictions)));
    }

    private static Function<List<Prediction>, Reply> checked(
            boolean skips, Function<List<Prediction>, String> answer) {
        return predictions -> {
            if (!skips) {
                Predicting.refuseBroken(predictions);
            }
            return Reply.json(200, answer.apply(predictions));
        };
    }

    /** Refuses a body that is not JSON. A body without a type is taken for JSON. */
    static void requireJson(Exchange exchange, Set<String> others) {
        if (!exchange.header(InferRequest.HEADER).isEmpty() && !others.contains(BINARY)) {
            throw new RefusedException(
                    415,
                    Problem.of("SORA-6106", "the body has binary tensors")
                            .needs(Reply.JSON + ", without " + InferRequest.HEADER)
                            .fix("send binary tensors to /v2/models/NAME/infer"));
        }
        String type = exchange.contentType();
        boolean json =
                type.isEmpty()
                        || type.equals(Reply.JSON)
                        || type.startsWith("application/") && type.endsWith("+json");
        if (!json && !others.contains(type)) {
            throw new RefusedException(
                    415,
                    Problem.of("SORA-6106", "the type of the body does not fit")
                            .needs(
                                    others.isEmpty()
                                            ? Reply.JSON
                                            : Reply.JSON + " or " + String.join(", ", others))
                            .have(Refusals.shown(type))
                            .fix("send the header 'Content-Type: application/json'"));
        }
    }
}
