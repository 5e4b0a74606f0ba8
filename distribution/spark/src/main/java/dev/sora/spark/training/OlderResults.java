// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes older results of a folder as soon as the workers have begun a training. The driver only
 * waits for them, and may be killed meanwhile: an older model must not be beside newer checkpoints
 * then, as if it were theirs. A training that is refused removes nothing.
 */
final class OlderResults implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OlderResults.class);
    private static final long EVERY_MILLIS = 500;

    private final Path out;
    private final BooleanSupplier begun;
    private boolean closed;
    private final ScheduledExecutorService watching =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "sora-older-results");
                        thread.setDaemon(true);
                        return thread;
                    });

    private OlderResults(Path out, BooleanSupplier begun) {
        this.out = out;
        this.begun = begun;
    }

    /**
     * Begins to watch.
     *
     * @param begun returns whether the workers have begun, or saved anything
     */
    static OlderResults of(Path out, BooleanSupplier begun) {
        OlderResults results = new OlderResults(out, begun);
        results.watching.scheduleWithFixedDelay(
                results::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return results;
    }

    private void look() {
        try {
            if (begun.getAsBoolean()) {
                clear();
                watching.shutdown();
            }
        } catch (RuntimeException e) {
            // the folder may be out of reach for a moment; the training itself reports it
            LOG.debug("older results are not removed yet", e);
        }
    }

    /** Removes the results, unless the training has ended: then they may be its own. */
    private synchronized void clear() {
        if (!closed) {
            SparkResult.clear(out);
        }
    }

    private synchronized void end() {
        closed = true;
    }

    /** Ends watching, and waits for a look in progress, which removes nothing any more. */
    @Override
    public void close() {
        end();
        watching.shutdown();
        try {
            if (!watching.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.debug("the folder of checkpoints does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
