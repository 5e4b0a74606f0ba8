// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;

/**
 * Decides which requests may wait: those that are expected to be computed by their deadline, by
 * what others before them cost. A computation that takes longer than expected is expected to take
 * as much longer again: a worker that does not come back makes every estimate of its batches
 * worthless. All but {@link #check(long)} is for one thread at a time.
 */
final class Admission {

    private final Batching batching;
    private final int capacity;
    private final BatchCosts costs;
    private final Caution caution = new Caution(System::nanoTime);
    private final Overrun overrun = new Overrun(System::nanoTime);
    private volatile Standing standing = new Standing(false, 0, 0, 1, false, 0);

    /**
     * What decides about a request with a single record.
     *
     * @param nanos the expected time
     * @param isBusy whether all workers compute
     * @param due see {@link Load}
     */
    private record Standing(
            boolean closed, int waiting, double nanos, double factor, boolean isBusy, long due) {}

    /**
     * What is computed before a request.
     *
     * @param jobs the requests that wait
     * @param waiting their records
     * @param running the records that are computed now
     * @param active the workers that compute
     * @param due the time at which the computation that began last is expected to end; if all
     *     workers compute and it is over, all of them take longer than expected
     */
    record Load(int jobs, int waiting, int running, int active, long due) {}

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
     * @throws RefusedException if the queue is closed, full or too slow
     */
    void check(Job job, int before, Load load) {
        // what a call takes itself is not known
        int added = job.isAlone() ? 0 : job.records();
        check(standing(standing.closed(), before, added, load), job.records(), job.deadline());
    }

    private Standing standing(boolean closed, int before, int added, Load load) {
        return new Standing(
                closed,
                before,
                expected(added, load),
                caution.factor(),
                load.active() >= batching.workers(),
                load.due());
    }

    private void check(Standing now, int added, long deadline) {
        if (now.closed()) {
            throw Refusals.ending();
        }
        long time = System.nanoTime();
        long overdue = now.isBusy() ? Math.max(0, time - now.due()) : 0;
        long seconds = Math.max(1, Math.round((now.nanos() + overdue) / 1e9));
        if (now.waiting() > 0 && now.waiting() + added > capacity) {
            throw Refusals.full(now.waiting(), seconds);
        }
        long left = deadline - time;
        if (left <= 0 || left < now.nanos() * now.factor() + overdue) {
            throw Refusals.late(seconds);
        }
    }

    /** Returns whether a request would be computed at once. */
    boolean isIdle(Load load) {
        return load.jobs() == 0 && load.active() < batching.workers();
    }

    /**
     * Returns the nanoseconds until records would be computed. The first batch of a job that need
     * not wait counts as none: it is always tried. A job is not divided, so batches are at least as
     * large as the jobs are on average.
     */
    private double expected(int added, Load load) {
        double ratio = overrun.ratio();
        double own = costs.nanos(added, added);
        if (isIdle(load)) {
            int first = Math.min(added, batching.records());
            return (own - costs.nanos(first, first)) * ratio;
        }
        int last = load.waiting() + added;
        double all =
                costs.nanos(load.running(), load.running() / Math.max(1, load.active()))
                        + costs.nanos(last, last / (load.jobs() + 1));
        return Math.max(own, all / batching.workers()) * ratio;
    }

    /**
     * Returns the nanoseconds for which a worker may wait for others before it computes some jobs,
     * at least one; below 1 if it may not, as while it is not known what they take.
     */
    long pause(Iterable<Job> jobs, int records) {
        double nanos = costs.nanos(records, 1) * overrun.ratio();
        long now = System.nanoTime();
        long least = Long.MAX_VALUE;
        for (Job job : jobs) {
            least = Math.min(least, job.deadline() - now);
        }
        return nanos > 0 ? least - (long) (nanos * caution.factor()) : 0;
    }

    /** Returns the expected nanoseconds of records that a worker computes now. */
    double nanos(int records) {
        return costs.nanos(records, records) * overrun.ratio();
    }

    /** Notes how long a worker took for records, before {@link BatchCosts} learns it. */
    void measured(int records, long nanos) {
        double expected = costs.nanos(records, records);
        if (expected > 0) {
            overrun.measured(expected, nanos);
        }
    }

    /** Publishes what has changed, for {@link #check(long)}. */
    void publish(boolean closed, Load load) {
        caution.idle(isIdle(load));
        standing = standing(closed, load.waiting(), 1, load);
    }

    /** Notes whether a request that was admitted by an estimate was answered in time. */
    void answered(boolean inTime) {
        if (inTime) {
            caution.inTime();
        } else {
            caution.late();
        }
    }
}
