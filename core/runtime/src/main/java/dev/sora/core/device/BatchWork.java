// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.device;

import dev.sora.engine.DeviceWork;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The computation of a batch of records. */
public final class BatchWork implements DeviceWork {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWork.class);

    /** The part of a batch whose memory is counted: it must fit where the batch did not. */
    private static final int PART = 8;

    private final int records;
    private final String remedy;
    private final Runnable free;
    private final Optional<IntFunction<MemoryNeed.Count>> measure;

    private BatchWork(
            int records,
            String remedy,
            Runnable free,
            Optional<IntFunction<MemoryNeed.Count>> measure) {
        this.records = records;
        this.remedy = remedy;
        this.free = free;
        this.measure = measure;
    }

    private static BatchWork unmeasured(int records, String remedy) {
        return new BatchWork(records, remedy, () -> {}, Optional.empty());
    }

    /** Returns the work of a training step. */
    public static BatchWork training(int records) {
        return unmeasured(records, "set 'training.batch_size' to %d instead of %d");
    }

    /** Returns the work of an evaluation, of batches whose size a manifest tells. */
    public static BatchWork evaluation(int records) {
        return unmeasured(records, "set 'training.evaluation_batch_size' to %d instead of %d");
    }

    /** Returns the work of a call of a model, whose package tells the largest batch. */
    public static BatchWork call(int records) {
        return unmeasured(
                records,
                "pass at most %d records in a call or a file instead of %d, or train with"
                        + " 'training.evaluation_batch_size' of as many");
    }

    /**
     * Returns this work with a measure.
     *
     * @param few computes about as many records as it is asked for, and counts their memory
     */
    public BatchWork measuredBy(IntFunction<MemoryNeed.Count> few) {
        return new BatchWork(records, remedy, free, Optional.of(few));
    }

    /**
     * Returns this work with an action that frees what a failed computation used and its caller
     * still holds.
     */
    public BatchWork freedBy(Runnable action) {
        return new BatchWork(records, remedy, action, measure);
    }

    @Override
    public int records() {
        return records;
    }

    @Override
    public String remedy(int fewer) {
        return remedy.formatted(fewer, records);
    }

    @Override
    public OptionalInt fitting(LongSupplier memory) {
        if (measure.isEmpty() || records < 2) {
            return OptionalInt.empty();
        }
        try {
            free.run();
            long bytes = memory.getAsLong();
            int part = Math.max(Math.min(2, records - 1), records / PART);
            MemoryNeed.Count few = measure.get().apply(Math.max(1, part / 2));
            MemoryNeed.Count more = part == 1 ? few : measure.get().apply(part);
            long fitting = Math.min(MemoryNeed.of(few, more).fitting(bytes), records - 1L);
            return OptionalInt.of((int) Math.max(0, fitting));
        } catch (RuntimeException e) {
            // the failure that is being reported is the one that the user must see
            LOG.debug("the memory of a few records could not be counted", e);
            return OptionalInt.empty();
        }
    }
}
