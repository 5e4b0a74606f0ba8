// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records metrics in a registry of Micrometer, which the application adds to its dependencies:
 *
 * <table>
 *   <caption>Metrics</caption>
 *   <tr><td>{@code sora.predictions}</td><td>timer of calls, with the tags {@code model} and {@code
 *       error}: the code of the failure, or {@code none}</td></tr>
 *   <tr><td>{@code sora.records}</td><td>counter of predictions, with the tag {@code model}</td></tr>
 *   <tr><td>{@code sora.models.open}</td><td>gauge of the open models</td></tr>
 * </table>
 *
 * <p>Models of one name share their metrics.
 */
public final class MicrometerObserver implements ModelObserver {

    private static final String MODEL = "model";

    private final MeterRegistry registry;
    private final AtomicInteger open = new AtomicInteger();

    /** Creates an observer that records in a registry. */
    public MicrometerObserver(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("sora.models.open", open, AtomicInteger::get)
                .description("Open models")
                // the registry keeps a weak reference otherwise
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void opened(String model) {
        open.incrementAndGet();
    }

    @Override
    public void closed(String model) {
        open.decrementAndGet();
    }

    @Override
    public void predicted(String model, long records, Duration time, Optional<String> failure) {
        Timer.builder("sora.predictions")
                .description("Calls for predictions")
                .tag(MODEL, model)
                .tag("error", failure.orElse("none"))
                .register(registry)
                .record(time);
        Counter.builder("sora.records")
                .description("Predictions")
                .tag(MODEL, model)
                .register(registry)
                .increment(records);
    }
}
