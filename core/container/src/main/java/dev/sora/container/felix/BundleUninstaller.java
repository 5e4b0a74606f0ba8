// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uninstalls bundles, and finally stops the framework.
 *
 * <p>A bundle is uninstalled and nothing is refreshed. The framework drops a bundle at once if no
 * other bundle is wired to it; otherwise it keeps the classes until the last such bundle is
 * uninstalled. A refresh would stop and restart those bundles while runs use them.
 */
final class BundleUninstaller {

    private static final Logger LOG = LoggerFactory.getLogger(BundleUninstaller.class);

    private static final String LIMIT = "sora.plugin.stop.seconds";
    private static final int USUAL_SECONDS = 5;

    private final long stopMillis = 1000L * Integer.getInteger(LIMIT, USUAL_SECONDS);
    private final Set<Bundle> waiting = new HashSet<>();
    private final Set<Bundle> leaving = Collections.newSetFromMap(new WeakHashMap<>());

    /**
     * Uninstalls bundles that are neither offered nor leased. Exceptions of stop methods are
     * logged. A stop method that does not return within the limit is abandoned, because the calling
     * thread may be that of a run which has ended.
     */
    void leave(Collection<Bundle> bundles) {
        List<Bundle> all;
        synchronized (this) {
            all = new ArrayList<>(waiting);
            all.addAll(bundles);
            leaving.addAll(all);
            waiting.clear();
        }
        if (all.isEmpty()) {
            return;
        }
        Thread stops = new Thread(() -> all.forEach(this::uninstall), "sora-plugin-stop");
        stops.setDaemon(true);
        stops.start();
        await(stops);
        RecordMethods.forgetLast();
        if (stops.isAlive()) {
            LOG.warn("a plugin does not finish stopping and is abandoned: {}", all);
        }
    }

    /** Returns whether a bundle is being uninstalled, or uninstalling it was tried and failed. */
    synchronized boolean isLeaving(Bundle bundle) {
        return leaving.contains(bundle);
    }

    private void await(Thread stops) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(stopMillis);
        boolean interrupted = false;
        for (long left = stopMillis; left > 0 && stops.isAlive(); ) {
            try {
                stops.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void uninstall(Bundle bundle) {
        if (bundle.getState() == Bundle.STARTING) {
            // Its activator has not returned and may never return, so do not wait for it.
            synchronized (this) {
                waiting.add(bundle);
            }
            return;
        }
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.debug("{} was not removed cleanly", bundle, e);
        }
        if (bundle.getState() != Bundle.UNINSTALLED) {
            // The framework could not uninstall it now; try again with the next removal.
            synchronized (this) {
                waiting.add(bundle);
            }
        }
    }

    void end(Framework framework) {
        undisturbed(
                () -> {
                    try {
                        framework.stop();
                        framework.waitForStop(stopMillis);
                        return true;
                    } catch (BundleException e) {
                        throw new IllegalStateException("the framework does not stop", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                });
    }

    /**
     * Runs an action with the thread's interrupt flag cleared, and restores the flag afterwards.
     * The framework stops waiting for its own locks when the calling thread is interrupted, as it
     * is when a run is stopped.
     */
    static <R> R undisturbed(Supplier<R> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
