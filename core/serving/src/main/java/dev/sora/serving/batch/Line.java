// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait, in order of arrival: those of clients, and after them spare ones, which are
 * dropped first. For one thread at a time.
 */
final class Line {

    private final Deque<Job> jobs = new ArrayDeque<>();
    private final Deque<Job> spare = new ArrayDeque<>();

    /** Jobs that it was too late to begin, until their alarm refuses them. */
    private final Set<Job> passedOver = new HashSet<>();

    private int records;
    private int spareRecords;

    void add(Job job) {
        (job.isSpare() ? spare : jobs).add(job);
        count(job, 1);
    }

    private void count(Job job, int sign) {
        if (job.isSpare()) {
            spareRecords += sign * job.records();
        } else {
            records += sign * job.records();
        }
    }

    /** Removes the spare jobs, the last one first, that make the records too many. */
    List<Job> dropSpare(int capacity) {
        List<Job> dropped = new ArrayList<>();
        while (!spare.isEmpty() && records + spareRecords > capacity) {
            Job last = spare.pollLast();
            count(last, -1);
            dropped.add(last);
        }
        return dropped;
    }

    /** Removes a job; returns whether it waited, and was not taken. */
    boolean remove(Job job) {
        if (jobs.remove(job) || spare.remove(job)) {
            count(job, -1);
            return true;
        }
        return passedOver.remove(job);
    }

    /** Returns whether a job waits, and was not passed over. */
    boolean contains(Job job) {
        return jobs.contains(job) || spare.contains(job);
    }

    /** Returns whether a job was passed over. */
    boolean isPassedOver(Job job) {
        return passedOver.contains(job);
    }

    /**
     * Passes over the first jobs.
     *
     * @param isLate whether it is too late to begin a job
     */
    void passOver(Predicate<Job> isLate) {
        passOver(jobs, isLate);
        passOver(spare, isLate);
    }

    private void passOver(Deque<Job> from, Predicate<Job> isLate) {
        while (!from.isEmpty() && isLate.test(from.peek())) {
            Job late = from.poll();
            count(late, -1);
            if (!late.answer().isDone()) {
                passedOver.add(late);
            }
        }
    }

    /** Returns the job that is the next one; null if none waits. */
    @Nullable Job first() {
        return jobs.isEmpty() ? spare.peek() : jobs.peek();
    }

    /** Returns the number of records that wait and are like those of a job, spare or not. */
    int available(Job job) {
        return job.isSpare() ? spareRecords : records;
    }

    /**
     * Takes the first job, and those that can be computed together with it.
     *
     * @param most the number of records, if the first job does not have more
     * @param isLate whether it is too late to begin a job: it stays, and its alarm is due
     */
    List<Job> take(int most, Predicate<Job> isLate) {
        List<Job> taken = new ArrayList<>();
        int sum = 0;
        for (Iterator<Job> each = (jobs.isEmpty() ? spare : jobs).iterator(); each.hasNext(); ) {
            Job job = each.next();
            if (taken.isEmpty() || taken.get(0).fits(job) && !isLate.test(job)) {
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
        return taken;
    }

    /** Returns the jobs of clients. */
    Iterable<Job> jobs() {
        return jobs;
    }

    /** Returns the number of jobs of clients. */
    int size() {
        return jobs.size();
    }

    /** Returns the number of records of clients. */
    int records() {
        return records;
    }

    /** Returns the number of all records. */
    int all() {
        return records + spareRecords;
    }

    boolean isEmpty() {
        return jobs.isEmpty() && spare.isEmpty();
    }

    /** Removes all that waits, and returns it. */
    List<Job> clear() {
        List<Job> left = new ArrayList<>(jobs);
        left.addAll(spare);
        jobs.clear();
        spare.clear();
        records = 0;
        spareRecords = 0;
        return left;
    }
}
