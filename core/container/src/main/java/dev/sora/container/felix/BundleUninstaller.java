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
 * How bundles, and in the end the framework, go.
 *
 * <p>A bundle is uninstalled and nothing is refreshed: the framework itself collects what no other
 * bundle is wired to, and keeps the classes of the others for as long as one of those is there. A
 * refresh would stop and restart them, under the hands of the runs that hold them.
 */
final class BundleUninstaller {

    private static final Logger LOG = LoggerFactory.getLogger(BundleUninstaller.class);

    private static final String LIMIT = "sora.plugin.stop.seconds";
    private static final int USUAL_SECONDS = 5;

    private final long stopMillis = 1000L * Integer.getInteger(LIMIT, USUAL_SECONDS);
    private final Set<Bundle> waiting = new HashSet<>();
    private final Set<Bundle> leaving = Collections.newSetFromMap(new WeakHashMap<>());

    /**
     * Takes bundles away that nobody uses any more. What stop methods throw stops nobody here, and
     * one that does not come back is left behind after some seconds: the thread may be that of a
     * run which has ended.
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
            LOG.warn("a plugin does not come to an end while it stops; it is left behind: {}", all);
        }
    }

    /** Returns whether a bundle goes, or should have gone. */
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
            // Its activator has not come back and may never: nobody waits for it here.
            synchronized (this) {
                waiting.add(bundle);
            }
            return;
        }
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.debug("{} did not go in good order", bundle, e);
        }
        if (bundle.getState() != Bundle.UNINSTALLED) {
            // The framework was at something else with it: it goes with the next one.
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
     * Does something that a stopped run must not spoil: the framework gives up waiting for its own
     * locks when the thread that asks is interrupted.
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
