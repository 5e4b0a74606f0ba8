// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
final class Exit {

    private static final Logger LOG = LoggerFactory.getLogger(Exit.class);

    private static final long STOP_MILLIS = 5_000;

    private final Set<Bundle> waiting = new HashSet<>();

    /** Takes bundles away that nobody uses any more. What stop methods throw stops nobody here. */
    void leave(Collection<Bundle> bundles) {
        List<Bundle> all;
        synchronized (this) {
            all = new ArrayList<>(waiting);
            all.addAll(bundles);
            waiting.clear();
        }
        undisturbed(
                () -> {
                    all.forEach(this::uninstall);
                    return true;
                });
        RecordMethods.forgetLast();
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
                        framework.waitForStop(STOP_MILLIS);
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
