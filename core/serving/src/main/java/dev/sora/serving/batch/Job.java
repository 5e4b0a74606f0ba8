// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A request that waits or is computed.
 *
 * @param records the number of records, for the length of the queue
 * @param values the records; empty for a call
 * @param options the options of the records
 * @param call computes alone; null for records
 * @param arrived the time of arrival, as {@link System#nanoTime()}
 * @param deadline the time by which it must be computed, likewise
 * @param answer receives the answer
 */
record Job(
        int records,
        List<? extends Map<String, ?>> values,
        PredictionOptions options,
        Supplier<List<Prediction>> call,
        long arrived,
        long deadline,
        CompletableFuture<Batcher.Answer> answer) {

    boolean isAlone() {
        return call != null;
    }

    /** Returns whether the records of another job can be computed in one call with these. */
    boolean fits(Job other) {
        return !isAlone() && !other.isAlone() && options.equals(other.options);
    }
}
