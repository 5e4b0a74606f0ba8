// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.core.Prediction;
import dev.sora.problem.SoraException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures calls of a model and reports them to observers. */
final class ObservedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedCalls.class);

    private static final String OTHER = "other";

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
        CallCounts counts = new CallCounts();
        return measured(
                counts,
                () -> {
                    List<Prediction> predictions = call.get();
                    predictions.forEach(counts::add);
                    return predictions;
                });
    }

    /** Measures a call that passes its predictions on. */
    void consumed(Consumer<Prediction> sink, Consumer<Consumer<Prediction>> call) {
        arrived(
                sink,
                counted -> {
                    call.accept(counted);
                    return true;
                });
    }

    /** Measures a call that passes its predictions on, and returns what the call returns. */
    boolean arrived(Consumer<Prediction> sink, Predicate<Consumer<Prediction>> call) {
        CallCounts counts = new CallCounts();
        return measured(
                counts,
                () ->
                        call.test(
                                prediction -> {
                                    counts.add(prediction);
                                    sink.accept(prediction);
                                }));
    }

    private <R> R measured(CallCounts counts, Supplier<R> call) {
        long begin = System.nanoTime();
        Optional<String> failure = Optional.of(OTHER);
        try {
            R result = call.get();
            failure = counts.failure();
            return result;
        } catch (SoraException e) {
            failure = e.problems().stream().map(problem -> problem.code()).findFirst();
            throw e;
        } finally {
            ModelObserver.Call ended =
                    new ModelObserver.Call(
                            model,
                            counts.records(),
                            counts.broken(),
                            Duration.ofNanos(System.nanoTime() - begin),
                            failure);
            notify(observer -> observer.predicted(ended));
        }
    }

    /** No failure of an observer, of whatever class, may change what the model's user gets. */
    private void notify(Consumer<ModelObserver> event) {
        for (ModelObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (Throwable e) {
                LOG.warn("an observer of model '{}' failed", model, e);
            }
        }
    }
}
