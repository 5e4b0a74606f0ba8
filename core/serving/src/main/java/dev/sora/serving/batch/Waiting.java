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
    private final Admission admission;
    private int records;
    private int spareRecords;

    /** The records that are computed now; calls take times of their own. */
    private int running;

    /** The workers that compute. */
    private int active;

    /** The time at which the computation that began last is expected to end. */
    private long due;

    private boolean closed;

    Waiting(Batching batching, int capacity) {
        this.batching = batching;
        this.capacity = capacity;
        this.costs = new BatchCosts(batching.records());
        this.admission = new Admission(batching, capacity, costs);
    }

    /** Adds a job, or refuses it. */
    void add(Job job) {
        Admitted admitted = admit(job);
        admitted.dropped()
                .forEach(each -> each.answer().completeExceptionally(Refusals.full(capacity, 1)));
        Deadlines.watch(job, () -> expire(admitted.job()));
    }

    /**
     * Refuses a request that would be refused with a single record, without a lock.
     *
     * @param deadline the time by which it must be computed, as {@link System#nanoTime()}
     */
    void check(long deadline) {
        admission.check(deadline);
    }

    private void publish() {
        admission.publish(closed, load());
    }

    private Admission.Load load() {
        return new Admission.Load(jobs.size(), records, running, active, due);
    }

    /**
     * @param dropped the spare jobs that it replaces
     */
    private record Admitted(Job job, List<Job> dropped) {}

    private synchronized Admitted admit(Job added) {
        Admission.Load load = load();
        boolean mustWait = !admission.isIdle(load);
        admission.check(added, added.isSpare() ? records + spareRecords : records, load);
        Job job = mustWait && added.kind() == Job.Kind.RECORDS ? added.asEstimated() : added;
        count(job, 1);
        (job.isSpare() ? spare : jobs).add(job);
        List<Job> dropped = new ArrayList<>();
        while (!job.isSpare() && !spare.isEmpty() && records + spareRecords > capacity) {
            dropped.add(spare.pollLast());
            count(dropped.get(dropped.size() - 1), -1);
        }
        publish();
        if (batching.pause().isZero()) {
            // all who wait are idle workers, and one is enough
            notify();
        } else {
            notifyAll();
        }
        return new Admitted(job, dropped);
    }

    private void count(Job job, int sign) {
        if (job.isSpare()) {
            spareRecords += sign * job.records();
        } else {
            records += sign * job.records();
        }
    }

    /** Refuses a job whose time is over, whether it waits or is computed. */
    private void expire(Job job) {
        boolean waited;
        synchronized (this) {
            waited = jobs.remove(job) || spare.remove(job);
            if (waited) {
                count(job, -1);
            }
            if (job.estimated() && !job.answer().isDone()) {
                admission.answered(false);
            }
            publish();
        }
        if (waited || job.kind() != Job.Kind.STREAM) {
            job.answer().completeExceptionally(Refusals.late(1));
        }
    }

    /**
     * Notes that jobs have ended, and waits for others. The time of a batch is that until its
     * thread is ready for the next one, with all that it did for the answers.
     *
     * @param isWhole whether they were computed together, and to the end
     * @param begun the time at which they were taken, as {@link System#nanoTime()}
     */
    synchronized List<Job> next(List<Job> ended, boolean isWhole, long begun) {
        ended(ended, isWhole, System.nanoTime() - begun);
        return next();
    }

    /** Notes that jobs which were taken have ended, and how long they took. */
    synchronized void ended(List<Job> ended, boolean isWhole, long nanos) {
        int batch = runningOf(ended);
        if (batch > 0 && isWhole) {
            admission.measured(batch, nanos);
            measured(batch, nanos);
        }
        running -= batch;
        active--;
        publish();
    }

    /** Notes how long records took; in several batches, as many as they need, the share of one. */
    synchronized void measured(int batch, long nanos) {
        int one = Math.min(batch, batching.records());
        long share = Math.round((double) nanos * one / batch);
        costs.measured(one, share, active >= batching.workers());
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

    /**
     * Waits until a batch is full, or the first job has waited for as long as it may, or one would
     * miss its deadline.
     */
    private void gather() {
        long wait = batching.pause().toNanos();
        Job first = jobs.peek();
        while (wait > 0
                && first != null
                && !first.isAlone()
                && records < costs.preferred()
                && !closed) {
            long left =
                    Math.min(
                            first.arrived() + wait - System.nanoTime(),
                            admission.pause(jobs, records));
            if (left <= 0) {
                return;
            }
            pause(left);
            first = jobs.peek();
        }
    }

    private List<Job> take(Deque<Job> from) {
        List<Job> taken = new ArrayList<>();
        long now = System.nanoTime();
        while (!from.isEmpty() && isOver(from.peek(), now)) {
            count(from.poll(), -1);
        }
        if (from.isEmpty()) {
            return taken;
        }
        int available = Math.max(1, from == spare ? spareRecords : records);
        Job first = from.peek();
        int most =
                first.isAlone()
                        ? first.records()
                        : costs.choose(first.records(), available, first.deadline() - now);
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
        if (!taken.isEmpty()) {
            int batch = runningOf(taken);
            running += batch;
            active++;
            due = now + (long) admission.nanos(batch);
        }
        publish();
        return taken;
    }

    /** Returns whether nobody waits for a job: the alarm at its deadline, which is due, answers. */
    private static boolean isOver(Job job, long now) {
        return job.kind() != Job.Kind.STREAM && job.deadline() - now <= 0;
    }

    private static int runningOf(List<Job> taken) {
        return taken.get(0).isAlone() ? 0 : taken.stream().mapToInt(Job::records).sum();
    }

    /** Notes whether an admitted request was answered in time. */
    synchronized void answered(boolean inTime) {
        admission.answered(inTime);
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
        publish();
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
