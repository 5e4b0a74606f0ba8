// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;

/**
 * Records metrics in a registry of Micrometer, which the application adds to its dependencies:
 *
 * <table>
 *   <caption>Metrics</caption>
 *   <tr><td>{@code sora.predictions}</td><td>timer of calls, with the tags {@code model} and {@code
 *       error}: the code of the failure, or {@code none}</td></tr>
 *   <tr><td>{@code sora.records}</td><td>counter of records, with the tags {@code model} and {@code
 *       error}: the code of a broken record, or {@code none}</td></tr>
 *   <tr><td>{@code sora.models.open}</td><td>gauge of the open models</td></tr>
 * </table>
 *
 * <p>Models of one name share their metrics, and so do observers of one registry. An application
 * whose registry outlives it, as in an application server, closes the observer: the gauge would
 * keep its classes in memory.
 */
public final class MicrometerObserver implements ModelObserver, AutoCloseable {

    private static final String MODEL = "model";
    private static final String ERROR = "error";
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final OpenModels all;

    /** The open models that this observer was told of. */
    private int own;

    private boolean closed;

    /** Creates an observer that records in a registry. */
    public MicrometerObserver(MeterRegistry registry) {
        this.registry = registry;
        this.all = OpenModels.join(registry);
    }

    @Override
    public void opened(String model) {
        change(1);
    }

    @Override
    public void closed(String model) {
        change(-1);
    }

    private synchronized void change(int by) {
        if (!closed) {
            own += by;
            all.add(by);
        }
    }

    /** Removes the gauge from the registry, unless another observer uses it; the counts stay. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            all.add(-own);
            all.leave();
        }
    }

    @Override
    public void predicted(Call call) {
        Timer.builder("sora.predictions")
                .description("Calls for predictions")
                .tag(MODEL, call.model())
                .tag(ERROR, call.failure().orElse(NONE))
                .register(registry)
                .record(call.time());
        long sound = call.records();
        for (Map.Entry<String, Long> broken : call.broken().entrySet()) {
            sound -= broken.getValue();
            count(call.model(), broken.getKey(), broken.getValue());
        }
        count(call.model(), NONE, sound);
    }

    private void count(String model, String error, long records) {
        Counter.builder("sora.records")
                .description("Records with predictions or errors")
                .tag(MODEL, model)
                .tag(ERROR, error)
                .register(registry)
                .increment(records);
    }
}
