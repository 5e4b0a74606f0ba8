// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.flat;

import dev.sora.container.engine.SharedEngines;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Offers plugins from the class path of the application, without modules: for applications that
 * embed Sora, and for tests. The plugins do not change while the application runs.
 */
public final class FlatHost implements PluginHost {

    private static final Comparator<OfferedPlugin> ORDER =
            Comparator.comparing(OfferedPlugin::name).thenComparing(OfferedPlugin::version);

    private final List<OfferedPlugin> plugins;
    private final List<Problem> problems;

    private FlatHost(List<OfferedPlugin> plugins, List<Problem> problems) {
        this.plugins = plugins.stream().sorted(ORDER).toList();
        this.problems = List.copyOf(problems);
    }

    /** Returns a host of the given plugins only. */
    public static FlatHost of(Collection<OfferedPlugin> plugins) {
        return new FlatHost(List.copyOf(plugins), List.of());
    }

    /**
     * Returns a host of all plugins that a class loader finds through their service files. A plugin
     * that cannot be created is reported in {@link #problems()}.
     */
    public static FlatHost ofClassPath(ClassLoader loader) {
        List<OfferedPlugin> plugins = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Iterator<ServiceLoader.Provider<SoraPlugin>> found =
                ServiceLoader.load(SoraPlugin.class, loader).stream().iterator();
        boolean more = true;
        while (more) {
            // A plugin that cannot be created is left out; the loader continues with the next one.
            try {
                more = found.hasNext();
                if (more) {
                    plugins.add(offer(found.next()));
                }
            } catch (ServiceConfigurationError | RuntimeException e) {
                problems.add(
                        Problem.of("SORA-3106", "a plugin on the class path failed to start")
                                .where("class path")
                                .have(String.valueOf(e.getMessage()))
                                .fix("remove it from the class path, or report it to its author"));
            }
        }
        return new FlatHost(plugins, problems);
    }

    private static OfferedPlugin offer(ServiceLoader.Provider<SoraPlugin> found) {
        return engine(found.type()).orElseGet(() -> offer(found.get()));
    }

    /**
     * Returns what a plugin offers, with the version in the manifest of its jar; {@code 0.0.0} if
     * it states none. Of an engine with native code, all hosts of the JVM offer one instance, which
     * may be another one.
     */
    public static OfferedPlugin offer(SoraPlugin plugin) {
        return engine(plugin.getClass())
                .orElseGet(() -> offer(plugin, ClassOrigin.of(plugin.getClass()).version()));
    }

    private static Optional<OfferedPlugin> engine(Class<?> plugin) {
        ClassOrigin origin = ClassOrigin.of(plugin);
        return origin.isEngine()
                ? Optional.of(
                        SharedEngines.offer(origin.location(), plugin.getName(), origin.version()))
                : Optional.empty();
    }

    /** Returns what a plugin offers, with a given version. */
    public static OfferedPlugin offer(SoraPlugin plugin, String version) {
        return new OfferedPlugin(
                plugin.name(),
                version,
                ClassOrigin.of(plugin.getClass()).shown(),
                plugin.getClass().getClassLoader(),
                plugin.types());
    }

    /** Returns a host that offers these plugins in addition. */
    public FlatHost with(Collection<OfferedPlugin> more) {
        List<OfferedPlugin> all = new ArrayList<>(plugins);
        all.addAll(more);
        return new FlatHost(all, problems);
    }

    @Override
    public void install(Path jar) {
        throw new UnsupportedOperationException(
                "plugins on the class path cannot be changed: use the bundle host to install"
                        + " "
                        + jar);
    }

    @Override
    public void start() {
        // Plugins on the class path are active already.
    }

    @Override
    public List<OfferedPlugin> offers() {
        return plugins;
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
