// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Answers a stream of records batch by batch, so that an infinite stream needs little memory. */
final class PredictionStream<R extends Map<String, ?>> implements Iterator<Prediction> {

    private static final int BATCH = 64;

    private final Iterator<R> records;
    private final Function<List<R>, List<Prediction>> model;
    private final Queue<Prediction> ready = new ArrayDeque<>();

    private PredictionStream(Iterator<R> records, Function<List<R>, List<Prediction>> model) {
        this.records = records;
        this.model = model;
    }

    static <R extends Map<String, ?>> Stream<Prediction> of(
            Stream<R> records, Function<List<R>, List<Prediction>> model) {
        Spliterator<Prediction> answers =
                Spliterators.spliteratorUnknownSize(
                        new PredictionStream<>(records.iterator(), model), Spliterator.ORDERED);
        return StreamSupport.stream(answers, false).onClose(records::close);
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty()) {
            List<R> batch = new ArrayList<>();
            while (batch.size() < BATCH && records.hasNext()) {
                batch.add(records.next());
            }
            ready.addAll(batch.isEmpty() ? List.of() : model.apply(batch));
        }
        return !ready.isEmpty();
    }

    @Override
    public Prediction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
