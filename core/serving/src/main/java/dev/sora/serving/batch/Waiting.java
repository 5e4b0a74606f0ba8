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

    /** The share of a new measurement in the mean time of a record. */
    private static final double NEW = 0.2;

    private final Batching batching;
    private final int capacity;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private int records;
    private int computing;
    private double nanosPerRecord;
    private boolean closed;

    Waiting(Batching batching, int capacity) {
        this.batching = batching;
        this.capacity = capacity;
    }

    /** Adds a job, or refuses it. */
    synchronized void add(Job job) {
        if (closed) {
            throw Refusals.ending();
        }
        double before = (records + computing) * nanosPerRecord / batching.workers();
        long seconds = Math.max(1, Math.round(before / 1e9));
        if (records > 0 && records + job.records() > capacity) {
            throw Refusals.full(records, seconds);
        }
        if (job.deadline() - System.nanoTime() < before) {
            throw Refusals.late(seconds);
        }
        jobs.add(job);
        records += job.records();
        notifyAll();
    }

    /**
     * Waits for jobs that can be computed together. Those whose time is over are refused here.
     *
     * @return at least one job; none if this is closed
     */
    synchronized List<Job> next() {
        while (true) {
            while (jobs.isEmpty() && !closed) {
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

    private List<Job> take() {
        List<Job> taken = new ArrayList<>();
        int sum = 0;
        long now = System.nanoTime();
        for (Iterator<Job> each = jobs.iterator(); each.hasNext(); ) {
            Job job = each.next();
            if (job.deadline() - now < 0) {
                each.remove();
                records -= job.records();
                job.answer().completeExceptionally(Refusals.late(1));
                continue;
            }
            if (taken.isEmpty() || taken.get(0).fits(job)) {
                if (!taken.isEmpty() && sum + job.records() > batching.records()) {
                    break;
                }
                each.remove();
                taken.add(job);
                sum += job.records();
            }
            if (taken.get(0).isAlone()) {
                break;
            }
        }
        records -= sum;
        computing += sum;
        return taken;
    }

    /** Notes that jobs were computed. */
    synchronized void done(int count, long nanos) {
        computing -= count;
        double each = (double) nanos / Math.max(1, count);
        nanosPerRecord =
                nanosPerRecord == 0 ? each : nanosPerRecord + NEW * (each - nanosPerRecord);
    }

    synchronized int records() {
        return records;
    }

    /** Closes this, and returns the jobs that nobody computes any more. */
    synchronized List<Job> close() {
        closed = true;
        List<Job> left = List.copyOf(jobs);
        jobs.clear();
        records = 0;
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
