// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/** The plugins that lie on the class path, and some more, with no modules between them. */
final class FlatHost implements PluginHost {

    private final List<OfferedPlugin> plugins = new ArrayList<>();

    FlatHost(SoraPlugin... more) {
        ServiceLoader.load(SoraPlugin.class).forEach(this::offer);
        Arrays.stream(more).forEach(this::offer);
    }

    /** Offers a plugin that lies elsewhere, beside another version of it perhaps. */
    FlatHost and(OfferedPlugin... more) {
        plugins.addAll(List.of(more));
        return this;
    }

    private void offer(SoraPlugin plugin) {
        ClassLoader loader = plugin.getClass().getClassLoader();
        plugins.add(
                new OfferedPlugin(plugin.name(), "0.2.0", "class path", loader, plugin.types()));
    }

    @Override
    public void install(Path jar) {
        throw new UnsupportedOperationException("the class path is what it is");
    }

    @Override
    public void start() {}

    @Override
    public List<OfferedPlugin> offers() {
        return List.copyOf(plugins);
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }

    @Override
    public void close() {}
}
