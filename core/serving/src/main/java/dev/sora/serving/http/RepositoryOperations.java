// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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
                    .index()
                    .forEach(
                            (key, reason) -> {
                                Map<String, Object> tree = new LinkedHashMap<>();
                                tree.put("name", key.name());
                                tree.put("version", key.version());
                                tree.put("state", reason.isEmpty() ? "READY" : "UNAVAILABLE");
                                tree.put("reason", reason.orElse(""));
                                all.add(tree);
                            });
            return CompletableFuture.completedFuture(Reply.json(200, Json.line(all)));
        };
    }

    /** Returns the operation that opens a model again. */
    Operation load(String name) {
        return changing(() -> service.library().load(name));
    }

    /** Returns the operation that closes a model. */
    Operation unload(String name) {
        return changing(() -> service.library().unload(name));
    }

    private Operation changing(Runnable change) {
        return exchange -> {
            exchange.operation("repository");
            return CompletableFuture.supplyAsync(
                    () -> {
                        change.run();
                        return Reply.json(200, "{}");
                    },
                    service.executor());
        };
    }
}
