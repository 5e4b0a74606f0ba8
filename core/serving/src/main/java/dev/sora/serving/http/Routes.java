// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.io.Json;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import dev.sora.serving.models.ModelState;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.protocol.Descriptions;
import dev.sora.serving.protocol.OpenApi;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds the operation for a method and a path. */
final class Routes {

    private static final String GET = "GET";
    private static final String POST = "POST";

    private final Service service;
    private final ModelOperations operations;
    private final Streaming streaming;
    private final Explaining explaining;
    private final RepositoryOperations repository;

    Routes(Service service) {
        this.service = service;
        this.operations = new ModelOperations(service);
        this.streaming = new Streaming(service);
        this.explaining = new Explaining(service);
        this.repository = new RepositoryOperations(service);
    }

    /**
     * An operation, and who may use it.
     *
     * @param method the method of HTTP that it has
     * @param predicts whether it is refused while the server ends
     * @param admin whether it changes what is served
     * @param early refuses what can be refused before the body is sent
     */
    record Route(
            String method,
            boolean predicts,
            boolean admin,
            Consumer<Exchange> early,
            Operation operation) {

        Route(String method, boolean predicts, boolean admin, Operation operation) {
            this(method, predicts, admin, exchange -> {}, operation);
        }
    }

    /**
     * Returns the route of a request.
     *
     * @throws RefusedException if there is none
     */
    Route find(Exchange exchange) {
        // what follows a ';' is no part of a path for Jetty, but may be one for a proxy
        String raw = exchange.request().getHttpURI().getPath();
        // a request for a connection to another server, CONNECT, has no path
        boolean plain = raw != null && !raw.contains(";");
        Route route =
                (plain ? found(exchange, exchange.path()) : Optional.<Route>empty())
                        .orElseThrow(() -> unknown(exchange.path()));
        boolean head = route.method().equals(GET) && exchange.method().equals("HEAD");
        if (!route.method().equals(exchange.method()) && !head) {
            throw new RefusedException(
                    405,
                    Problem.of("SORA-6102", "this path has another method")
                            .needs(route.method())
                            .have(Refusals.shown(exchange.method())));
        }
        return route;
    }

    static RefusedException unknown(String path) {
        return new RefusedException(
                404,
                Problem.of("SORA-6101", "there is nothing at this path")
                        .where(Refusals.shown(path))
                        .fix("see /openapi.json for the paths"));
    }

    private Optional<Route> found(Exchange exchange, String path) {
        Optional<Reply> page = Page.find(path);
        if (page.isPresent()) {
            return Optional.of(get(page::get));
        }
        String[] parts = path.split("/", -1);
        return switch (path) {
            case "/metrics" -> Optional.of(get(this::metrics));
            case "/openapi.json" ->
                    Optional.of(
                            get(
                                    () ->
                                            Predicting.json(
                                                    OpenApi.of(
                                                            service.models().all(),
                                                            service.version()))));
            case "/v2", "/v2/" -> Optional.of(get(this::server));
            case "/v2/health/live" -> Optional.of(get(() -> Predicting.json(Map.of("live", true))));
            case "/v2/health/ready" -> Optional.of(get(this::ready));
            case "/v2/repository/index" ->
                    Optional.of(new Route(POST, false, false, repository.index()));
            case "/models" -> Optional.of(get(this::models));
            case "/plugins" -> Optional.of(get(this::plugins));
            default ->
                    switch (parts.length < 2 ? "" : parts[1]) {
                        case "v2" -> protocol(parts);
                        case "models" -> models(exchange, parts);
                        default -> Optional.empty();
                    };
        };
    }

    /** Returns the route below {@code /v2/models} or {@code /v2/repository}. */
    private Optional<Route> protocol(String[] parts) {
        if (parts.length == 6 && parts[2].equals("repository") && parts[3].equals("models")) {
            return switch (parts[5]) {
                case "load" -> Optional.of(new Route(POST, false, true, repository.load(parts[4])));
                case "unload" ->
                        Optional.of(new Route(POST, false, true, repository.unload(parts[4])));
                default -> Optional.empty();
            };
        }
        if (parts.length < 4 || !parts[2].equals("models")) {
            return Optional.empty();
        }
        Address address = Address.of(parts, 3);
        return switch (address.rest()) {
            case "" -> Optional.of(get(() -> metadata(address)));
            case "ready" -> Optional.of(get(() -> modelReady(address)));
            case "infer" ->
                    Optional.of(
                            records(address, operations.infer(address.name(), address.version())));
            default -> Optional.empty();
        };
    }

    /** Returns the route below {@code /models}. */
    private Optional<Route> models(Exchange exchange, String[] parts) {
        if (parts.length < 3) {
            return Optional.empty();
        }
        Address address = Address.of(parts, 2);
        return switch (address.rest()) {
            case "" -> Optional.of(get(() -> description(address)));
            case "predict" ->
                    Optional.of(
                            Streaming.isWanted(exchange)
                                    ? predicting(
                                            streaming.generate(address.name(), address.version()))
                                    : records(
                                            address,
                                            operations.predict(address.name(), address.version())));
            case "explain" ->
                    Optional.of(predicting(explaining.explain(address.name(), address.version())));
            default -> Optional.empty();
        };
    }

    private Route records(Address address, Operation operation) {
        return new Route(
                POST,
                true,
                false,
                exchange -> operations.checkRoom(exchange, address.name(), address.version()),
                operation);
    }

    /**
     * A model in a path: {@code NAME} or {@code NAME/versions/VERSION}, and what follows.
     *
     * @param rest the last part; a word that no route has if there are several
     */
    private record Address(String name, Optional<String> version, String rest) {

        static Address of(String[] parts, int from) {
            boolean versioned = parts.length >= from + 3 && parts[from + 1].equals("versions");
            int next = versioned ? from + 3 : from + 1;
            String rest = parts.length == next ? "" : parts.length == next + 1 ? parts[next] : "?";
            return new Address(
                    parts[from],
                    versioned ? Optional.of(parts[from + 2]) : Optional.empty(),
                    // a slash at the end is not the same path
                    parts.length == next + 1 && rest.isEmpty() ? "?" : rest);
        }
    }

    private static Route get(Supplier<Reply> reply) {
        return new Route(
                GET, false, false, exchange -> CompletableFuture.completedFuture(reply.get()));
    }

    private static Route predicting(Operation operation) {
        return new Route(POST, true, false, operation);
    }

    private Reply metrics() {
        return new Reply(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                service.metrics().scrape().getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    private Reply server() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", "sora");
        tree.put("version", service.version());
        tree.put("extensions", List.of("binary_tensor_data", "model_repository"));
        return Predicting.json(tree);
    }

    private Reply ready() {
        boolean ready = service.ready().getAsBoolean();
        return Reply.json(ready ? 200 : 503, Json.line(Map.of("ready", ready)));
    }

    private Reply modelReady(Address address) {
        boolean known = service.library().known().has(address.name());
        boolean served = service.models().names().contains(address.name());
        if (known && !served) {
            return Reply.json(503, Json.line(Map.of("name", address.name(), "ready", false)));
        }
        version(address);
        return Predicting.json(Map.of("name", address.name(), "ready", true));
    }

    private ServedVersion version(Address address) {
        ModelState state = service.models().get(address.name());
        return address.version().isEmpty() ? state.preferred() : state.choose(address.version());
    }

    private Reply metadata(Address address) {
        return Predicting.json(
                Descriptions.metadata(service.models().get(address.name()), version(address)));
    }

    private Reply description(Address address) {
        return Predicting.json(
                Descriptions.page(service.models().get(address.name()), version(address)));
    }

    private Reply models() {
        List<Object> all = new ArrayList<>();
        for (ModelState state : service.models().all()) {
            all.add(Descriptions.page(state, state.preferred()));
        }
        return Predicting.json(Map.of("models", all));
    }

    private Reply plugins() {
        List<Object> all = new ArrayList<>();
        for (OfferedPlugin plugin : service.sora().plugins()) {
            Map<String, List<String>> types = new TreeMap<>();
            for (SoraType type : plugin.types()) {
                types.computeIfAbsent(type.kind().word(), kind -> new ArrayList<>())
                        .add(type.descriptor().name());
            }
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", plugin.name());
            tree.put("version", plugin.version());
            tree.put("types", types);
            all.add(tree);
        }
        return Predicting.json(Map.of("plugins", all));
    }
}
