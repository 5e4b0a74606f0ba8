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
 * @param kind how it is computed
 * @param records the number of records, for the length of the queue
 * @param values the records; empty for a call
 * @param options the options of the records
 * @param call computes alone; null for records
 * @param arrived the time of arrival, as {@link System#nanoTime()}
 * @param deadline the time by which it must be computed, likewise
 * @param estimated whether it was admitted by the time that others before it take
 * @param answer receives the answer
 */
record Job(
        Kind kind,
        int records,
        List<? extends Map<String, ?>> values,
        PredictionOptions options,
        Supplier<List<Prediction>> call,
        long arrived,
        long deadline,
        boolean estimated,
        CompletableFuture<Batcher.Answer> answer) {

    /** How a job is computed. */
    enum Kind {
        /** Together with others. */
        RECORDS,
        /** Together with others of this kind, once nothing else waits. */
        SPARE,
        /** Alone. */
        CALL,
        /** Alone; once it has begun, it keeps its deadline itself. */
        STREAM
    }

    static Job ofRecords(
            Kind kind,
            List<? extends Map<String, ?>> values,
            PredictionOptions options,
            long deadline) {
        return new Job(
                kind,
                values.size(),
                values,
                options,
                null,
                System.nanoTime(),
                deadline,
                false,
                new CompletableFuture<>());
    }

    static Job ofCall(Kind kind, int records, Supplier<List<Prediction>> call, long deadline) {
        return new Job(
                kind,
                records,
                List.of(),
                PredictionOptions.DEFAULT,
                call,
                System.nanoTime(),
                deadline,
                false,
                new CompletableFuture<>());
    }

    /** Returns the same request, admitted by the time that others before it take. */
    Job asEstimated() {
        return new Job(kind, records, values, options, call, arrived, deadline, true, answer);
    }

    boolean isAlone() {
        return kind == Kind.CALL || kind == Kind.STREAM;
    }

    boolean isSpare() {
        return kind == Kind.SPARE;
    }

    /** Returns whether the records of another job can be computed in one call with these. */
    boolean fits(Job other) {
        return !isAlone() && kind == other.kind && options.equals(other.options);
    }

    /** Returns whether this is the same request, whatever its records are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Job job && answer == job.answer;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(answer);
    }
}
