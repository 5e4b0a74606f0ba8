// SPDX-License-Identifier: Apache-2.0
package dev.sora.container;

import dev.sora.container.store.PluginStore;
import dev.sora.container.store.StoreLease;
import dev.sora.core.host.LivePluginHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The leases on the jars of a store that a host uses. Not thread-safe. */
final class JarLeases implements AutoCloseable {

    private final LivePluginHost host;
    private final PluginStore store;
    private final List<StoreLease> leases = new ArrayList<>();

    JarLeases(LivePluginHost host, PluginStore store) {
        this.host = host;
        this.store = store;
    }

    /** Leases the jars that are installed now, in addition to earlier leases. */
    StoreLease keep() {
        StoreLease lease = store.lease();
        leases.add(lease);
        return lease;
    }

    /**
     * Closes earlier leases whose jars the host no longer uses.
     *
     * @param newest the newest lease
     */
    void settle(StoreLease newest) {
        Set<Path> needed = new HashSet<>();
        host.inUse().forEach(plugin -> needed.add(Path.of(plugin.location())));
        needed.removeAll(newest.kept());
        List<StoreLease> stay = new ArrayList<>(List.of(newest));
        for (int i = leases.size() - 1; i >= 0; i--) {
            StoreLease lease = leases.get(i);
            if (lease == newest) {
                continue;
            }
            // One lease is enough for a jar; the newest is preferred because it stays longest.
            if (needed.removeAll(lease.kept())) {
                stay.add(0, lease);
            } else {
                lease.close();
            }
        }
        leases.clear();
        leases.addAll(stay);
    }

    /** Releases the jars; the host keeps its plugins. */
    @Override
    public void close() {
        leases.forEach(StoreLease::close);
        leases.clear();
    }
}
