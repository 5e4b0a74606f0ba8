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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers a stream of records batch by batch, so that an infinite stream needs little memory.
 *
 * <p>A failure, of a record or of the stream itself, follows the answers to the records before it,
 * and ends the stream: who asks again gets the same failure, and no record is skipped.
 */
final class PredictionStream<R extends Map<String, ?>> implements Iterator<Prediction> {

    private static final int BATCH = 64;

    private final Iterator<R> records;
    private final boolean skipBroken;
    private final Batches<R> model;
    private final Queue<Prediction> ready = new ArrayDeque<>();
    private long number = 1;
    private @Nullable Throwable failure;

    /** Predicts for a batch. */
    @FunctionalInterface
    interface Batches<R> {

        /**
         * Returns a prediction for each record.
         *
         * @param skipBroken whether a broken record gets a prediction with its error
         * @param first the number of the first record
         */
        List<Prediction> predict(List<R> records, boolean skipBroken, long first);
    }

    private PredictionStream(Iterator<R> records, boolean skipBroken, Batches<R> model) {
        this.records = records;
        this.skipBroken = skipBroken;
        this.model = model;
    }

    static <R extends Map<String, ?>> Stream<Prediction> of(
            Stream<R> records, boolean skipBroken, Batches<R> model) {
        Spliterator<Prediction> answers =
                Spliterators.spliteratorUnknownSize(
                        new PredictionStream<>(records.iterator(), skipBroken, model),
                        Spliterator.ORDERED);
        return StreamSupport.stream(answers, false).onClose(records::close);
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && failure == null) {
            List<R> batch = new ArrayList<>();
            try {
                while (batch.size() < BATCH && records.hasNext()) {
                    batch.add(records.next());
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            answer(batch);
        }
        if (!ready.isEmpty()) {
            return true;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return false;
    }

    /** Answers the records up to the first broken one, unless those are skipped. */
    private void answer(List<R> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            for (Prediction prediction : model.predict(batch, true, number)) {
                if (prediction.isBroken() && !skipBroken) {
                    // alone, it ends its call with the exception that every other call throws
                    int at = Math.toIntExact(prediction.number() - number);
                    ready.addAll(model.predict(List.of(batch.get(at)), false, prediction.number()));
                } else {
                    ready.add(prediction);
                }
            }
        } catch (RuntimeException | Error e) {
            // its records come before that at which the source failed
            failure = e;
        }
        number += batch.size();
    }

    @Override
    public Prediction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
