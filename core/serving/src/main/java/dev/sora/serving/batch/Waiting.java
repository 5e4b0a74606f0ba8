// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.Refusals;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The requests that wait for a version of a model. Safe for any thread. */
final class Waiting {

    private final Batching batching;
    private final int capacity;
    private final Line line = new Line();
    private final BatchCosts costs;
    private final Admission admission;

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
        watch(admitted.job(), admitted.latest());
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
        return new Admission.Load(line.size(), line.records(), running, active, due);
    }

    /**
     * @param latest the time from which on it is too late to begin it
     * @param dropped the spare jobs that it replaces
     */
    private record Admitted(Job job, long latest, List<Job> dropped) {}

    private void watch(Job job, long at) {
        Deadlines.watch(job, at, () -> expire(job));
    }

    /**
     * Returns the time from which on it is too late to begin a job, by what its records take now;
     * of one that did not have to wait, the deadline.
     */
    private long latest(Job job) {
        double nanos = job.estimated() ? costs.nanos(job.records(), job.records()) : 0;
        return job.deadline() - (long) nanos;
    }

    /** Returns whether it is too late to begin a job; a stream keeps its deadline itself. */
    private boolean isLate(Job job, long now) {
        return job.kind() != Job.Kind.STREAM && latest(job) - now <= 0;
    }

    private synchronized Admitted admit(Job added) {
        Admission.Load load = load();
        boolean mustWait = !admission.isIdle(load);
        admission.check(added, added.isSpare() ? line.all() : line.records(), load);
        Job job = mustWait && added.kind() == Job.Kind.RECORDS ? added.asEstimated() : added;
        line.add(job);
        List<Job> dropped = job.isSpare() ? List.of() : line.dropSpare(capacity);
        publish();
        if (batching.pause().isZero()) {
            // all who wait are idle workers, and one is enough
            notify();
        } else {
            notifyAll();
        }
        return new Admitted(job, latest(job), dropped);
    }

    /**
     * Refuses a job that waits once it can no longer be computed in time, so that its client knows
     * before the deadline; one that is computed, at its deadline.
     */
    private void expire(Job job) {
        boolean waited;
        synchronized (this) {
            long at = line.contains(job) ? latest(job) : job.deadline();
            if (!line.isPassedOver(job) && at - System.nanoTime() > 0) {
                watch(job, at);
                return;
            }
            waited = line.remove(job);
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
            while (line.isEmpty() && !closed) {
                pause(0);
            }
            if (closed) {
                return List.of();
            }
            gather();
            List<Job> taken = take();
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
        Job first = line.first();
        while (wait > 0
                && first != null
                && !first.isSpare()
                && !first.isAlone()
                && line.records() < costs.preferred()
                && !closed) {
            long left =
                    Math.min(
                            first.arrived() + wait - System.nanoTime(),
                            admission.pause(line.jobs(), line.records()));
            if (left <= 0) {
                return;
            }
            pause(left);
            first = line.first();
        }
    }

    private List<Job> take() {
        long now = System.nanoTime();
        line.passOver(job -> isLate(job, now));
        Job first = line.first();
        if (first == null) {
            return List.of();
        }
        int most =
                first.isAlone()
                        ? first.records()
                        : costs.choose(
                                first.records(),
                                Math.max(1, line.available(first)),
                                first.deadline() - now);
        List<Job> taken = line.take(most, job -> isLate(job, now));
        int batch = runningOf(taken);
        running += batch;
        active++;
        due = now + (long) admission.nanos(batch);
        publish();
        return taken;
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
        return line.records();
    }

    /** Closes this, and returns the jobs that nobody computes any more. */
    synchronized List<Job> close() {
        closed = true;
        List<Job> left = line.clear();
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
