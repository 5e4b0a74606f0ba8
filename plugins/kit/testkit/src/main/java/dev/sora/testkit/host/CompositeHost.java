// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.host;

import dev.sora.container.felix.FelixHost;
import dev.sora.container.flat.FlatHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.host.PluginLease;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Hosts bundles in Felix together with plugins on the class path: the engine, which a JVM loads
 * once, and the plugin of the kit.
 */
final class CompositeHost implements PluginHost {

    private static final Comparator<OfferedPlugin> ORDER =
            Comparator.comparing(OfferedPlugin::name).thenComparing(OfferedPlugin::version);

    private final FlatHost flat;
    private final FelixHost bundles;

    CompositeHost(FlatHost flat, FelixHost bundles) {
        this.flat = flat;
        this.bundles = bundles;
    }

    @Override
    public void install(Path jar) {
        bundles.install(jar);
    }

    @Override
    public void start() {
        bundles.start();
    }

    @Override
    public List<OfferedPlugin> offers() {
        List<OfferedPlugin> all = new ArrayList<>(flat.offers());
        all.addAll(bundles.offers());
        all.sort(ORDER);
        return List.copyOf(all);
    }

    @Override
    public PluginLease lease(Collection<OfferedPlugin> plugins) {
        List<OfferedPlugin> movable =
                plugins.stream()
                        .filter(plugin -> flat.offers().stream().noneMatch(own -> own == plugin))
                        .toList();
        PluginLease lease = bundles.lease(movable);
        return new PluginLease(plugins, lease::close);
    }

    @Override
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(flat.problems());
        all.addAll(bundles.problems());
        return all;
    }

    @Override
    public void close() {
        bundles.close();
    }
}
