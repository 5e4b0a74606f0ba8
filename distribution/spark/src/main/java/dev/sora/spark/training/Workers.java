// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.TrainingSession;
import dev.sora.spark.ring.Ring;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The workers of a training, as one of them sees them. One worker alone has no ring.
 *
 * @param rank the number of this worker
 * @param size the number of workers
 */
record Workers(int rank, int size, Optional<Ring> ring) implements AutoCloseable {

    /** The greatest number of bytes that a worker sends at once. */
    private static final int MOST = 1 << 24;

    /** Predictions of so many bytes are sent, however many workers there are. */
    private static final int LEAST = 1 << 10;

    /** Returns whether this worker decides and writes. */
    boolean isFirst() {
        return rank == 0;
    }

    /** Replaces a vector by its sum over all workers. */
    void add(float[] values) {
        ring.ifPresent(all -> all.add(values));
    }

    /** Returns bytes of all workers, by rank. */
    List<byte[]> gather(byte[] own) {
        return ring.map(all -> all.gather(own, MOST)).orElseGet(() -> List.of(own));
    }

    /** Evaluates the weights, which are the same on all workers, each some of the batches. */
    void evaluate(TrainingSession session) {
        if (size == 1) {
            session.evaluate();
        } else {
            session.evaluate(rank, size, mostPredicted(), this::gather);
        }
    }

    /**
     * Ends the training: each worker computes some of the predictions of its evaluation, and the
     * first one writes the results.
     *
     * @param folder the folder for the results
     * @return what this worker wrote
     */
    Optional<TrainingResult> finish(TrainingSession session, Path folder) {
        return size == 1
                ? Optional.of(session.finish(folder))
                : session.finish(folder, rank, size, mostPredicted(), this::gather);
    }

    /** Returns the greatest number of bytes that a worker sends of its predictions. */
    private int mostPredicted() {
        // each worker holds what all send
        return Math.max(LEAST, MOST / size);
    }

    @Override
    public void close() {
        ring.ifPresent(Ring::close);
    }
}
