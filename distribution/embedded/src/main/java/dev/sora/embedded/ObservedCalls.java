// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.core.Prediction;
import dev.sora.problem.SoraException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures calls of a model and reports them to observers. */
final class ObservedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedCalls.class);

    private final String model;
    private final List<ModelObserver> observers;

    ObservedCalls(String model, List<ModelObserver> observers) {
        this.model = model;
        this.observers = observers;
    }

    void opened() {
        notify(observer -> observer.opened(model));
    }

    void closed() {
        notify(observer -> observer.closed(model));
    }

    /** Measures a call that returns its predictions. */
    List<Prediction> list(Supplier<List<Prediction>> call) {
        AtomicLong records = new AtomicLong();
        return measured(
                records,
                () -> {
                    List<Prediction> predictions = call.get();
                    records.set(predictions.size());
                    return predictions;
                });
    }

    /** Measures a call that passes its predictions on. */
    boolean consumed(Consumer<Prediction> sink, Function<Consumer<Prediction>, Boolean> call) {
        AtomicLong records = new AtomicLong();
        return measured(
                records,
                () ->
                        call.apply(
                                prediction -> {
                                    records.incrementAndGet();
                                    sink.accept(prediction);
                                }));
    }

    private <R> R measured(AtomicLong records, Supplier<R> call) {
        long begin = System.nanoTime();
        Optional<String> failure = Optional.of("other");
        try {
            R result = call.get();
            failure = Optional.empty();
            return result;
        } catch (SoraException e) {
            failure = e.problems().stream().map(problem -> problem.code()).findFirst();
            throw e;
        } finally {
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            Optional<String> code = failure;
            notify(observer -> observer.predicted(model, records.get(), time, code));
        }
    }

    /** A failure of an observer must not change the result of a prediction. */
    private void notify(Consumer<ModelObserver> event) {
        for (ModelObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (RuntimeException e) {
                LOG.warn("an observer of model '{}' failed", model, e);
            }
        }
    }
}
