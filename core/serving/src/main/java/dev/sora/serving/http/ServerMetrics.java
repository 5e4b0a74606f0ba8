// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.serving.models.ModelState;
import dev.sora.serving.models.Models;
import dev.sora.serving.models.ServedVersion;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The metrics of a server in the format of Prometheus. Labels are names of models that are served
 * and fixed words, so no client can add series.
 */
final class ServerMetrics {

    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Models models;
    private final RequestMeters requests = new RequestMeters(registry);
    private final MultiGauge queue;
    private final MultiGauge served;
    private final MultiGauge preferred;
    private final MultiGauge costs;
    private final DriftMetrics drift;

    ServerMetrics(Models models, AtomicInteger inProgress) {
        this.models = models;
        this.queue =
                MultiGauge.builder("sora_queue_records")
                        .description("Records that wait for a version of a model.")
                        .register(registry);
        this.served =
                MultiGauge.builder("sora_model_served")
                        .description("1 for each version of a model that is served.")
                        .register(registry);
        this.preferred =
                MultiGauge.builder("sora_batch_preferred_records")
                        .description("Records that are computed together while very many wait.")
                        .register(registry);
        this.costs =
                MultiGauge.builder("sora_batch_record_seconds")
                        .description("The seconds of a record in batches of at most these records.")
                        .register(registry);
        this.drift = new DriftMetrics(registry);
        Gauge.builder("sora_requests_in_progress", inProgress, AtomicInteger::get)
                .description("Requests that are not answered yet.")
                .register(registry);
        Gauge.builder(
                        "sora_memory_used_bytes",
                        () -> {
                            Runtime jvm = Runtime.getRuntime();
                            return jvm.totalMemory() - jvm.freeMemory();
                        })
                .description("Used memory of the Java heap.")
                .register(registry);
    }

    /** Notes that a batch was computed. */
    void batch(String name, String version, int records) {
        DistributionSummary.builder("sora_batch_records")
                .description("Records that were computed together.")
                .serviceLevelObjectives(SIZES)
                .tags("model", name, "version", version)
                .register(registry)
                .record(records);
    }

    /** Notes how the answer of a shadow version compares. */
    void shadow(String name, String version, String outcome) {
        registry.counter(
                        "sora_shadow_requests",
                        "model",
                        name,
                        "version",
                        version,
                        "outcome",
                        outcome)
                .increment();
    }

    /** Notes an answered request. */
    void request(Exchange exchange, int status, long nanos) {
        requests.note(exchange, status, nanos);
    }

    /** Returns all metrics as text. */
    String scrape() {
        List<MultiGauge.Row<?>> waiting = new ArrayList<>();
        List<MultiGauge.Row<?>> open = new ArrayList<>();
        List<MultiGauge.Row<?>> sizes = new ArrayList<>();
        List<MultiGauge.Row<?>> seconds = new ArrayList<>();
        for (ModelState state : models.all()) {
            for (ServedVersion version : state.versions().values()) {
                Tags tags = Tags.of("model", state.name(), "version", version.version());
                waiting.add(MultiGauge.Row.of(tags, version.batcher().waiting()));
                open.add(MultiGauge.Row.of(tags, 1));
                sizes.add(MultiGauge.Row.of(tags, version.batcher().preferred()));
                version.batcher()
                        .costs()
                        .forEach(
                                (size, cost) ->
                                        seconds.add(
                                                MultiGauge.Row.of(
                                                        tags.and("records", "" + size), cost)));
            }
        }
        queue.register(waiting, true);
        served.register(open, true);
        preferred.register(sizes, true);
        costs.register(seconds, true);
        drift.update(models);
        return registry.scrape();
    }

    void close() {
        registry.close();
    }
}
