// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.Refusals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The requests that wait for a version of a model. Safe for any thread. */
final class Waiting {

    private final Batching batching;
    private final int capacity;
    private final Deque<Job> jobs = new ArrayDeque<>();

    /** Jobs without a client that waits: taken after all others, and dropped first. */
    private final Deque<Job> spare = new ArrayDeque<>();

    private final Pace pace = new Pace();
    private int records;
    private int spareRecords;

    /** The batches of records that are computed now; calls take times of their own. */
    private int running;

    private boolean closed;

    Waiting(Batching batching, int capacity) {
        this.batching = batching;
        this.capacity = capacity;
    }

    /** Adds a job, or refuses it. */
    void add(Job job) {
        List<Job> dropped = admit(job);
        dropped.forEach(each -> each.answer().completeExceptionally(Refusals.full(capacity, 1)));
        Deadlines.watch(job, () -> expire(job));
    }

    /**
     * Refuses a request that would be refused with a single record, so that it is not read in vain.
     *
     * @param deadline the time by which it must be computed, as {@link System#nanoTime()}
     */
    synchronized void check(long deadline) {
        check(1, records, expected(1), deadline);
    }

    private void check(int added, int before, double nanos, long deadline) {
        if (closed) {
            throw Refusals.ending();
        }
        long seconds = Math.max(1, Math.round(nanos / 1e9));
        if (before > 0 && before + added > capacity) {
            throw Refusals.full(before, seconds);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || left < nanos) {
            throw Refusals.late(seconds);
        }
    }

    private synchronized List<Job> admit(Job job) {
        check(
                job.records(),
                job.isSpare() ? records + spareRecords : records,
                job.isAlone() ? 0 : expected(job.records()),
                job.deadline());
        count(job, 1);
        (job.isSpare() ? spare : jobs).add(job);
        List<Job> dropped = new ArrayList<>();
        while (!job.isSpare() && !spare.isEmpty() && records + spareRecords > capacity) {
            dropped.add(spare.pollLast());
            count(dropped.get(dropped.size() - 1), -1);
        }
        notifyAll();
        return dropped;
    }

    private void count(Job job, int sign) {
        if (job.isSpare()) {
            spareRecords += sign * job.records();
        } else {
            records += sign * job.records();
        }
    }

    /**
     * Returns the nanoseconds until records would be computed. The first batch of a job that need
     * not wait counts as none: it is always tried.
     */
    private double expected(int added) {
        int ahead = running + records / batching.records();
        int own = batches(added) - (ahead == 0 ? 1 : 0);
        return (ahead / batching.workers() + own) * pace.nanos();
    }

    private int batches(int count) {
        return Math.max(1, (count + batching.records() - 1) / batching.records());
    }

    /** Refuses a job whose time is over, whether it waits or is computed. */
    private void expire(Job job) {
        boolean waited;
        synchronized (this) {
            waited = jobs.remove(job) || spare.remove(job);
            if (waited) {
                count(job, -1);
            }
        }
        if (waited || job.kind() != Job.Kind.STREAM) {
            job.answer().completeExceptionally(Refusals.late(1));
        }
    }

    /**
     * Waits for jobs that can be computed together.
     *
     * @return at least one job; none if this is closed
     */
    synchronized List<Job> next() {
        while (true) {
            while (jobs.isEmpty() && spare.isEmpty() && !closed) {
                pause(0);
            }
            if (closed) {
                return List.of();
            }
            gather();
            List<Job> taken = take(jobs.isEmpty() ? spare : jobs);
            if (!taken.isEmpty()) {
                return taken;
            }
        }
    }

    /** Waits until a batch is full, or the first job has waited for as long as it may. */
    private void gather() {
        long wait = batching.pause().toNanos();
        Job first = jobs.peek();
        while (wait > 0
                && first != null
                && !first.isAlone()
                && records < batching.records()
                && !closed) {
            long left = first.arrived() + wait - System.nanoTime();
            if (left <= 0) {
                return;
            }
            pause(left);
            first = jobs.peek();
        }
    }

    private List<Job> take(Deque<Job> from) {
        List<Job> taken = new ArrayList<>();
        int sum = 0;
        for (Iterator<Job> each = from.iterator(); each.hasNext(); ) {
            Job job = each.next();
            if (taken.isEmpty() || taken.get(0).fits(job)) {
                if (!taken.isEmpty() && sum + job.records() > batching.records()) {
                    break;
                }
                each.remove();
                count(job, -1);
                taken.add(job);
                sum += job.records();
            }
            if (taken.get(0).isAlone()) {
                break;
            }
        }
        running += runningOf(taken);
        return taken;
    }

    private int runningOf(List<Job> taken) {
        return taken.isEmpty() || taken.get(0).isAlone()
                ? 0
                : batches(taken.stream().mapToInt(Job::records).sum());
    }

    /** Notes that jobs which were taken have ended. */
    synchronized void done(List<Job> taken) {
        running -= runningOf(taken);
    }

    /** Notes how long a batch took. */
    synchronized void measured(long nanos) {
        pace.measured(nanos);
    }

    synchronized int records() {
        return records;
    }

    /** Closes this, and returns the jobs that nobody computes any more. */
    synchronized List<Job> close() {
        closed = true;
        List<Job> left = new ArrayList<>(jobs);
        left.addAll(spare);
        jobs.clear();
        spare.clear();
        records = 0;
        spareRecords = 0;
        notifyAll();
        return left;
    }

    private void pause(long nanos) {
        try {
            if (nanos == 0) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000));
            }
        } catch (InterruptedException e) {
            // The server never interrupts its workers, so this is a plugin's own: it ends nothing.
            Thread.interrupted();
        }
    }
}
