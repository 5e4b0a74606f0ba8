// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.Refusals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The requests that wait for a version of a model. Safe for any thread. */
final class Waiting {

    private final Batching batching;
    private final int capacity;
    private final Deque<Job> jobs = new ArrayDeque<>();

    /** Jobs without a client that waits: taken after all others, and dropped first. */
    private final Deque<Job> spare = new ArrayDeque<>();

    private final BatchCosts costs;
    private final Caution caution = new Caution();
    private int records;
    private int spareRecords;

    /** The records that are computed now; calls take times of their own. */
    private int running;

    /** The workers that compute. */
    private int active;

    private boolean closed;

    Waiting(Batching batching, int capacity) {
        this.batching = batching;
        this.capacity = capacity;
        this.costs = new BatchCosts(batching.records());
    }

    /** Adds a job, or refuses it. */
    void add(Job job) {
        Admission admitted = admit(job);
        admitted.dropped()
                .forEach(each -> each.answer().completeExceptionally(Refusals.full(capacity, 1)));
        Deadlines.watch(job, () -> expire(job, admitted.waits()));
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
        if (left <= 0 || left < nanos * caution.factor()) {
            throw Refusals.late(seconds);
        }
    }

    /**
     * @param dropped the spare jobs that it replaces
     * @param waits whether it was admitted by the time that others take, which are computed first
     */
    private record Admission(List<Job> dropped, boolean waits) {}

    private synchronized Admission admit(Job job) {
        boolean waits = !job.isAlone() && running + records > 0;
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
        if (batching.pause().isZero()) {
            // all who wait are idle workers, and one is enough
            notify();
        } else {
            notifyAll();
        }
        return new Admission(dropped, waits);
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
        double own = costs.nanos(added);
        if (running + records == 0) {
            return own - costs.nanos(Math.min(added, batching.records()));
        }
        double all = costs.nanos(running) + costs.nanos(records + added);
        return Math.max(own, all / batching.workers());
    }

    /** Refuses a job whose time is over, whether it waits or is computed. */
    private void expire(Job job, boolean waits) {
        boolean waited;
        synchronized (this) {
            waited = jobs.remove(job) || spare.remove(job);
            if (waited) {
                count(job, -1);
            }
            if (waits && !job.isSpare() && !job.answer().isDone()) {
                caution.late();
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
                && records < costs.preferred()
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
        if (from.isEmpty()) {
            return taken;
        }
        int available = Math.max(1, from == spare ? spareRecords : records);
        int most = costs.choose(available, from.peek().deadline() - System.nanoTime());
        int sum = 0;
        for (Iterator<Job> each = from.iterator(); each.hasNext(); ) {
            Job job = each.next();
            if (taken.isEmpty() || taken.get(0).fits(job)) {
                if (!taken.isEmpty() && sum + job.records() > most) {
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
        active++;
        return taken;
    }

    private static int runningOf(List<Job> taken) {
        return taken.get(0).isAlone() ? 0 : taken.stream().mapToInt(Job::records).sum();
    }

    /** Notes that jobs which were taken have ended. */
    synchronized void done(List<Job> taken) {
        running -= runningOf(taken);
        active--;
    }

    /** Notes how long a batch took. */
    synchronized void measured(int batch, long nanos) {
        costs.measured(batch, nanos, active >= batching.workers());
    }

    /** Notes whether an admitted request was answered in time. */
    synchronized void answered(boolean inTime) {
        if (inTime) {
            caution.inTime();
        } else {
            caution.late();
        }
    }

    synchronized int preferred() {
        return costs.preferred();
    }

    /** Returns the seconds of a record by the size of batches. */
    synchronized Map<Integer, Double> costs() {
        Map<Integer, Double> known = new TreeMap<>();
        costs.known().forEach(each -> known.put(each.records(), each.seconds()));
        return known;
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
