// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;

/**
 * Decides which requests may wait: those that are expected to be computed by their deadline, by
 * what others before them cost. All but {@link #check(long)} is for one thread at a time.
 */
final class Admission {

    private final Batching batching;
    private final int capacity;
    private final BatchCosts costs;
    private final Caution caution = new Caution(System::nanoTime);
    private volatile Standing standing = new Standing(false, 0, 0, 1);

    /** What decides about a request with a single record. */
    private record Standing(boolean closed, int waiting, double nanos, double factor) {}

    /**
     * @param capacity the number of records that may wait
     */
    Admission(Batching batching, int capacity, BatchCosts costs) {
        this.batching = batching;
        this.capacity = capacity;
        this.costs = costs;
    }

    /**
     * Refuses a request that would be refused with a single record, so that it is not read in vain.
     * It takes no lock: under overload nearly all requests end here, and a worker would have to
     * wait for each thread that was interrupted while it held one.
     *
     * @param deadline the time by which it must be computed, as {@link System#nanoTime()}
     * @throws RefusedException if the queue is closed, full or too slow
     */
    void check(long deadline) {
        check(standing, 1, deadline);
    }

    /**
     * Refuses a job.
     *
     * @param before the records for which the queue has no more room
     * @param waiting the records that are computed first
     * @param running the records that are computed now
     * @throws RefusedException if the queue is closed, full or too slow
     */
    void check(Job job, int before, int waiting, int running) {
        double nanos = job.isAlone() ? 0 : expected(job.records(), waiting, running);
        check(
                new Standing(standing.closed(), before, nanos, caution.factor()),
                job.records(),
                job.deadline());
    }

    private void check(Standing now, int added, long deadline) {
        if (now.closed()) {
            throw Refusals.ending();
        }
        long seconds = Math.max(1, Math.round(now.nanos() / 1e9));
        if (now.waiting() > 0 && now.waiting() + added > capacity) {
            throw Refusals.full(now.waiting(), seconds);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || left < now.nanos() * now.factor()) {
            throw Refusals.late(seconds);
        }
    }

    /**
     * Returns the nanoseconds until records would be computed. The first batch of a job that need
     * not wait counts as none: it is always tried.
     */
    private double expected(int added, int waiting, int running) {
        double own = costs.nanos(added);
        if (running + waiting == 0) {
            return own - costs.nanos(Math.min(added, batching.records()));
        }
        double all = costs.nanos(running) + costs.nanos(waiting + added);
        return Math.max(own, all / batching.workers());
    }

    /** Publishes what has changed, for {@link #check(long)}. */
    void publish(boolean closed, int waiting, int running) {
        standing = new Standing(closed, waiting, expected(1, waiting, running), caution.factor());
    }

    /** Notes whether an admitted request was answered in time. */
    void answered(boolean inTime) {
        if (inTime) {
            caution.inTime();
        } else {
            caution.late();
        }
    }
}
