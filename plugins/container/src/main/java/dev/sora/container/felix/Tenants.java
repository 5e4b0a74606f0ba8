// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.plugin.Kind;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;

/**
 * Which plugin lives in which bundle, who is offered, and who is held by runs. Its owner guards it
 * with a lock.
 */
final class Tenants {

    private static final Comparator<OfferedPlugin> ORDER =
            Comparator.comparing(OfferedPlugin::name).thenComparing(OfferedPlugin::version);

    private final Map<OfferedPlugin, Tenant> tenants = new IdentityHashMap<>();
    private List<OfferedPlugin> offers = List.of();

    /** A plugin's bundle and how many runs hold it. */
    private static final class Tenant {
        private final Bundle bundle;
        private int holders;
        private boolean retired;

        Tenant(Bundle bundle) {
            this.bundle = bundle;
        }
    }

    List<OfferedPlugin> offers() {
        return offers;
    }

    void admit(Map<OfferedPlugin, Bundle> arrivals) {
        arrivals.forEach((plugin, bundle) -> tenants.put(plugin, new Tenant(bundle)));
        List<OfferedPlugin> all = new ArrayList<>(offers);
        all.addAll(arrivals.keySet());
        all.sort(ORDER);
        offers = List.copyOf(all);
    }

    /** A JVM loads its native engine once: it cannot change while the process lives. */
    void requireMovable(Collection<OfferedPlugin> plugins) {
        for (OfferedPlugin plugin : plugins) {
            Tenant tenant = present(plugin);
            boolean engine = plugin.types().stream().anyMatch(t -> t.kind() == Kind.ENGINE);
            if (engine && tenant.holders > 0) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-3121",
                                        "the engine of plugin '%s' %s is at work"
                                                .formatted(plugin.name(), plugin.version()))
                                .where(plugin.location())
                                .fix("restart the process: it then starts with the new one"));
            }
        }
    }

    /** Offers plugins no more; returns the bundles that nobody holds. */
    Collection<Bundle> retire(Collection<OfferedPlugin> plugins) {
        List<OfferedPlugin> left = new ArrayList<>(offers);
        left.removeIf(plugin -> plugins.stream().anyMatch(other -> other == plugin));
        offers = List.copyOf(left);
        plugins.forEach(plugin -> present(plugin).retired = true);
        return free(plugins);
    }

    void hold(Collection<OfferedPlugin> plugins) {
        // All or none.
        plugins.forEach(this::present);
        plugins.forEach(plugin -> present(plugin).holders++);
    }

    /** Returns the bundles that nobody holds any more and that are not offered. */
    Collection<Bundle> release(Collection<OfferedPlugin> plugins) {
        plugins.forEach(plugin -> present(plugin).holders--);
        return free(plugins);
    }

    private Collection<Bundle> free(Collection<OfferedPlugin> plugins) {
        List<Bundle> free = new ArrayList<>();
        for (OfferedPlugin plugin : plugins) {
            Tenant tenant = present(plugin);
            if (tenant.retired && tenant.holders == 0) {
                tenants.remove(plugin);
                free.add(tenant.bundle);
            }
        }
        return free;
    }

    private Tenant present(OfferedPlugin plugin) {
        Tenant tenant = tenants.get(plugin);
        if (tenant == null) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3120",
                                    "plugin '%s' %s has been taken away since this was planned"
                                            .formatted(plugin.name(), plugin.version()))
                            .where(plugin.location())
                            .fix("plan again: what is installed now is used then"));
        }
        return tenant;
    }
}
