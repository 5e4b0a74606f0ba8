// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what is not answered at its deadline. One thread serves all models. */
final class Deadlines {

    private static final int KEEP_SECONDS = 5;
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
        // an application that embeds a server is left without the thread once it is closed
        timer.setKeepAliveTime(KEEP_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /** Runs an action at the deadline of a job that is not answered before. */
    static void watch(Job job, Runnable action) {
        Future<?> alarm =
                TIMER.schedule(action, job.deadline() - System.nanoTime(), TimeUnit.NANOSECONDS);
        job.answer().whenComplete((answer, thrown) -> alarm.cancel(false));
    }
}
