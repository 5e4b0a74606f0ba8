// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.engine.EngineType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.osgi.framework.Bundle;

/**
 * Records the bundle of each plugin, the offered plugins, and the number of leases on each.
 *
 * <p>Thread-safe. No code of a plugin or of the framework runs under its lock, so runs begin and
 * end without waiting for a plugin that starts slowly.
 */
final class LeaseTable {

    private static final Comparator<OfferedPlugin> ORDER =
            Comparator.comparing(OfferedPlugin::name).thenComparing(OfferedPlugin::version);

    private final Map<OfferedPlugin, Tenant> tenants = new IdentityHashMap<>();
    private final Set<Bundle> retired = Collections.newSetFromMap(new WeakHashMap<>());
    private List<OfferedPlugin> offers = List.of();
    private boolean closed;

    /** The bundle of a plugin and the number of its leases. */
    private static final class Tenant {
        private final Bundle bundle;
        private int holders;
        private boolean retired;

        Tenant(Bundle bundle) {
            this.bundle = bundle;
        }
    }

    /**
     * The bundles that a closed lease leaves unused.
     *
     * @param bundles bundles that are neither offered nor leased
     * @param last whether the host is closed and this was the last lease
     */
    record Departure(List<Bundle> bundles, boolean last) {}

    synchronized List<OfferedPlugin> offers() {
        return offers;
    }

    /** Returns the offered plugins and those that only leases still hold, in no order. */
    synchronized List<OfferedPlugin> all() {
        return List.copyOf(tenants.keySet());
    }

    /**
     * Returns whether the plugin of a bundle was removed; also true without leases, until the
     * bundle is garbage-collected.
     */
    synchronized boolean isRetired(Bundle bundle) {
        return retired.contains(bundle);
    }

    /** Returns the bundles of active plugins. */
    synchronized List<Bundle> bundles(Collection<OfferedPlugin> plugins) {
        return plugins.stream().map(plugin -> present(plugin).bundle).toList();
    }

    /** Returns the active plugins whose bundles have a symbolic name. */
    synchronized List<OfferedPlugin> named(String symbolicName) {
        return offers.stream()
                .filter(plugin -> present(plugin).bundle.getSymbolicName().equals(symbolicName))
                .toList();
    }

    /**
     * Checks that plugins can be removed: the host is open, the plugins are offered, and none is an
     * engine with a lease. A JVM loads a native engine once, so it cannot change while the process
     * runs.
     */
    synchronized void requireMovable(Collection<OfferedPlugin> plugins) {
        requireOpen();
        for (OfferedPlugin plugin : plugins) {
            Tenant tenant = present(plugin);
            if (tenant.retired) {
                throw gone(plugin);
            }
            if (isEngine(plugin) && tenant.holders > 0) {
                throw new SoraException(atWork(plugin));
            }
        }
    }

    private void requireOneEngine(Collection<OfferedPlugin> arrivals) {
        for (OfferedPlugin arrival : arrivals) {
            if (!isEngine(arrival)) {
                continue;
            }
            for (OfferedPlugin other : offers) {
                if (isEngine(other)
                        && other.name().equals(arrival.name())
                        && present(other).holders > 0) {
                    throw new SoraException(atWork(other));
                }
            }
        }
    }

    private static boolean isEngine(OfferedPlugin plugin) {
        return plugin.types().stream().anyMatch(type -> type.kind().equals(EngineType.KIND));
    }

    private static Problem atWork(OfferedPlugin plugin) {
        return Problem.of(
                        "SORA-3121",
                        "the engine of plugin '%s' %s is active"
                                .formatted(plugin.name(), plugin.version()))
                .where(plugin.location())
                .fix("restart the process: it then starts with the new one");
    }

    /**
     * Adds plugins to the offered ones and removes others, in one step.
     *
     * @return the bundles of the removed plugins that have no lease
     * @throws SoraException if a plugin cannot be removed or replaced; then nothing has changed
     */
    synchronized List<Bundle> exchange(
            Map<OfferedPlugin, Bundle> arrivals, Collection<OfferedPlugin> outgoing) {
        // An engine may have been leased while the new plugins started.
        requireMovable(outgoing);
        requireOneEngine(arrivals.keySet());
        arrivals.forEach((plugin, bundle) -> tenants.put(plugin, new Tenant(bundle)));
        outgoing.stream().map(this::present).forEach(this::retire);
        List<OfferedPlugin> all = new ArrayList<>(offers);
        all.addAll(arrivals.keySet());
        all.removeIf(plugin -> present(plugin).retired);
        all.sort(ORDER);
        offers = List.copyOf(all);
        return free(outgoing);
    }

    private void retire(Tenant tenant) {
        tenant.retired = true;
        retired.add(tenant.bundle);
    }

    synchronized List<OfferedPlugin> hold() {
        hold(offers);
        return offers;
    }

    synchronized void hold(Collection<OfferedPlugin> plugins) {
        requireOpen();
        // Check all plugins before the first count changes.
        plugins.forEach(this::present);
        plugins.forEach(plugin -> present(plugin).holders++);
    }

    synchronized Departure release(Collection<OfferedPlugin> plugins) {
        plugins.forEach(plugin -> present(plugin).holders--);
        return new Departure(free(plugins), closed && unheld());
    }

    /**
     * Refuses new leases.
     *
     * @return whether there is no lease and this is the first call
     */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first && unheld();
    }

    private boolean unheld() {
        return tenants.values().stream().allMatch(tenant -> tenant.holders == 0);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the host of the plugins is closed");
        }
    }

    private List<Bundle> free(Collection<OfferedPlugin> plugins) {
        List<Bundle> free = new ArrayList<>();
        for (OfferedPlugin plugin : plugins) {
            Tenant tenant = tenants.get(plugin);
            // The collection may contain a plugin twice.
            if (tenant != null && tenant.retired && tenant.holders == 0) {
                tenants.remove(plugin);
                free.add(tenant.bundle);
            }
        }
        return free;
    }

    private Tenant present(OfferedPlugin plugin) {
        Tenant tenant = tenants.get(plugin);
        if (tenant == null) {
            throw gone(plugin);
        }
        return tenant;
    }

    private static SoraException gone(OfferedPlugin plugin) {
        return new SoraException(
                Problem.of(
                                "SORA-3120",
                                "plugin '%s' %s was removed after this was planned"
                                        .formatted(plugin.name(), plugin.version()))
                        .where(plugin.location())
                        .fix("plan again, with the plugins that are installed now"));
    }
}
