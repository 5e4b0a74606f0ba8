// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.io.Json;
import dev.sora.serving.refusal.Refusals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The model repository extension of the Open Inference Protocol. */
final class RepositoryOperations {

    private final Service service;

    RepositoryOperations(Service service) {
        this.service = service;
    }

    /** Returns the operation that lists every version that is known. */
    Operation index() {
        return exchange -> {
            List<Object> all = new ArrayList<>();
            service.library()
                    .known()
                    .index()
                    .forEach(
                            (key, standing) -> {
                                Map<String, Object> tree = new LinkedHashMap<>();
                                tree.put("name", key.name());
                                tree.put("version", key.version());
                                tree.put("state", standing.served() ? "READY" : "UNAVAILABLE");
                                tree.put("reason", standing.reason());
                                all.add(tree);
                            });
            return CompletableFuture.completedFuture(Reply.json(200, Json.line(all)));
        };
    }

    /** Returns the operation that opens a model again. */
    Operation load(String name) {
        return changing(Set.of(), () -> service.library().load(name));
    }

    /** Returns the operation that closes a model. */
    Operation unload(String name) {
        return changing(Set.of("unload_dependents"), () -> service.library().unload(name));
    }

    private Operation changing(
            Set<String> known, Supplier<CompletableFuture<Map<String, String>>> change) {
        return exchange -> {
            exchange.operation("repository");
            refuseParameters(exchange, known);
            return change.get().thenApplyAsync(RepositoryOperations::reply, service.executor());
        };
    }

    /** Returns an empty object, or the versions that stay as they were, with the reasons. */
    private static Reply reply(Map<String, String> failed) {
        return Predicting.json(failed.isEmpty() ? failed : Map.of("not_loaded", failed));
    }

    /**
     * Refuses what would be loaded from elsewhere, or in another way than the package states.
     *
     * @param known a parameter without an effect that clients send: no package depends on another
     */
    private static void refuseParameters(Exchange exchange, Set<String> known) {
        String body = new String(exchange.body(), StandardCharsets.UTF_8).strip();
        Map<String, Object> tree = body.isEmpty() ? Map.of() : Json.readObject(body, "request");
        boolean isEmpty =
                Set.of("parameters").containsAll(tree.keySet())
                        && tree.getOrDefault("parameters", Map.of()) instanceof Map<?, ?> given
                        && known.containsAll(given.keySet())
                        && given.values().stream().allMatch(Boolean.class::isInstance);
        if (!isEmpty) {
            throw Refusals.malformed(
                    "the request has parameters",
                    "an empty body, because packages come from the server's own files only",
                    body);
        }
    }
}
