// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what is not answered at its deadline. One thread serves all models. */
final class Deadlines {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

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
        // nearly all requests are answered before, and must not be held until their deadline
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Runs an action at the deadline of a job that is not answered before. */
    static void watch(Job job, Runnable action) {
        Future<?> alarm =
                TIMER.schedule(action, job.deadline() - System.nanoTime(), TimeUnit.NANOSECONDS);
        job.answer().whenComplete((answer, thrown) -> alarm.cancel(false));
    }
}
