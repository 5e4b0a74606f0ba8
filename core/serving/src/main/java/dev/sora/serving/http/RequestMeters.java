// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests and the time of their stages. The meters of a kind of request are looked up once:
 * under overload a refusal would otherwise spend much of its time on that.
 */
final class RequestMeters {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Timed, Timer> timers = new ConcurrentHashMap<>();

    private record Counted(String operation, String model, String version, int status) {}

    private record Timed(String operation, String model, String version, String stage) {}

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Notes an answered request. */
    void note(Exchange exchange, int status, long nanos) {
        counters.computeIfAbsent(
                        new Counted(
                                exchange.operation(), exchange.model(), exchange.version(), status),
                        this::counter)
                .increment();
        stage(exchange, "total", nanos);
        if (exchange.computed() > 0) {
            stage(exchange, "receive", exchange.received());
            stage(exchange, "queue", exchange.waited());
            stage(exchange, "compute", exchange.computed());
        }
    }

    private void stage(Exchange exchange, String stage, long nanos) {
        timers.computeIfAbsent(
                        new Timed(
                                exchange.operation(), exchange.model(), exchange.version(), stage),
                        this::timer)
                .record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private Counter counter(Counted kind) {
        return registry.counter(
                "sora_requests",
                tags(kind.operation(), kind.model(), kind.version())
                        .and("status", Integer.toString(kind.status())));
    }

    private Timer timer(Timed kind) {
        return Timer.builder("sora_request_duration")
                .description("The time of requests, by stage.")
                .serviceLevelObjectives(BOUNDS)
                .tags(
                        tags(kind.operation(), kind.model(), kind.version())
                                .and("stage", kind.stage()))
                .register(registry);
    }

    private static Tags tags(String operation, String model, String version) {
        return Tags.of("operation", operation, "model", model, "version", version);
    }
}
