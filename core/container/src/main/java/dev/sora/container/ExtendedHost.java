// SPDX-License-Identifier: Apache-2.0
package dev.sora.container;

import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginLease;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A live host with plugins in addition that do not change, such as those of the application itself.
 * Safe for any thread.
 */
public final class ExtendedHost implements LivePluginHost {

    private static final Comparator<OfferedPlugin> ORDER =
            Comparator.comparing(OfferedPlugin::name).thenComparing(OfferedPlugin::version);

    private final LivePluginHost live;
    private final List<OfferedPlugin> fixed;

    /**
     * Creates a host, which closes the other one when it is closed.
     *
     * @param live the plugins that may change
     * @param fixed the plugins that do not
     */
    public ExtendedHost(LivePluginHost live, Collection<OfferedPlugin> fixed) {
        this.live = live;
        this.fixed = List.copyOf(fixed);
    }

    private List<OfferedPlugin> with(Collection<OfferedPlugin> others) {
        List<OfferedPlugin> all = new ArrayList<>(fixed);
        all.addAll(others);
        all.sort(ORDER);
        return List.copyOf(all);
    }

    private List<OfferedPlugin> movable(Collection<OfferedPlugin> plugins) {
        return plugins.stream()
                .filter(plugin -> fixed.stream().noneMatch(own -> own == plugin))
                .toList();
    }

    @Override
    public void install(Path jar) {
        live.install(jar);
    }

    @Override
    public void start() {
        live.start();
    }

    @Override
    public List<OfferedPlugin> offers() {
        return with(live.offers());
    }

    @Override
    public PluginLease lease(Collection<OfferedPlugin> plugins) {
        PluginLease lease = live.lease(movable(plugins));
        return new PluginLease(plugins, lease::close);
    }

    @Override
    public PluginLease lease() {
        PluginLease lease = live.lease();
        return new PluginLease(with(lease.plugins()), lease::close);
    }

    /**
     * Adds and removes plugins.
     *
     * @throws IllegalArgumentException if a plugin to remove does not change
     */
    @Override
    public List<OfferedPlugin> change(List<Path> added, Collection<OfferedPlugin> retired) {
        if (movable(retired).size() < retired.size()) {
            throw new IllegalArgumentException("a plugin of the application cannot be removed");
        }
        return live.change(added, retired);
    }

    @Override
    public OfferedPlugin replace(Path jar) {
        return live.replace(jar);
    }

    @Override
    public List<OfferedPlugin> inUse() {
        return with(live.inUse());
    }

    @Override
    public List<Problem> problems() {
        return live.problems();
    }

    @Override
    public void close() {
        live.close();
    }
}
