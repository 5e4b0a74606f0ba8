// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends what is not answered at its deadline. One thread serves all models. It wakes at the earliest
 * deadline that it was told of, and not for requests that are answered before: a single client
 * would otherwise wake it with each of its requests.
 */
final class Deadlines {

    private static final int KEEP_SECONDS = 5;
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    /** What is watched, the earliest deadline first. */
    private static final TreeSet<Alarm> ALARMS =
            new TreeSet<>(Comparator.comparingLong(Alarm::sinceStart).thenComparing(Alarm::number));

    /** Deadlines are compared as differences to this, as the clock may overflow. */
    private static final long START = System.nanoTime();

    private static long numbers;

    /** The time at which the thread wakes; the largest number if it does not. */
    private static long wakes = Long.MAX_VALUE;

    private static @Nullable Future<?> pending;

    private record Alarm(long sinceStart, long number, Runnable action) {}

    private Deadlines() {}

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = new Thread(work, "sora-deadlines");
                            thread.setDaemon(true);
                            return thread;
                        });
        timer.setRemoveOnCancelPolicy(true);
        // an application that embeds a server is left without the thread once it is closed
        timer.setKeepAliveTime(KEEP_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /**
     * Runs an action for a job that is not answered before.
     *
     * @param at the time, as {@link System#nanoTime()}
     */
    static void watch(Job job, long at, Runnable action) {
        Alarm alarm = add(at - START, action);
        job.answer().whenComplete((answer, thrown) -> remove(alarm));
    }

    private static synchronized Alarm add(long sinceStart, Runnable action) {
        Alarm alarm = new Alarm(sinceStart, numbers++, action);
        ALARMS.add(alarm);
        wakeAt(sinceStart);
        return alarm;
    }

    private static synchronized void remove(Alarm alarm) {
        ALARMS.remove(alarm);
    }

    private static void wakeAt(long sinceStart) {
        if (sinceStart < wakes) {
            forget();
            wakes = sinceStart;
            pending =
                    TIMER.schedule(
                            Deadlines::wake,
                            sinceStart - (System.nanoTime() - START),
                            TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the waiting of the thread, of which there is never more than one. */
    private static void forget() {
        if (pending != null) {
            pending.cancel(false);
        }
        pending = null;
        wakes = Long.MAX_VALUE;
    }

    private static void wake() {
        due().forEach(alarm -> alarm.action().run());
    }

    private static synchronized List<Alarm> due() {
        long now = System.nanoTime() - START;
        List<Alarm> due = new ArrayList<>();
        while (!ALARMS.isEmpty() && ALARMS.first().sinceStart() <= now) {
            due.add(ALARMS.pollFirst());
        }
        forget();
        if (!ALARMS.isEmpty()) {
            wakeAt(ALARMS.first().sinceStart());
        }
        return due;
    }
}
