// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.flat;

import dev.sora.container.engine.SharedEngines;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.host.PluginScope;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Offers plugins from the class path of the application, without modules: for applications that
 * embed Sora, and for tests. The plugins do not change while the application runs.
 *
 * <p>Of plugins with equal names and versions, the first is offered; the others are problems.
 */
public final class FlatHost implements PluginHost {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private static final Comparator<OfferedPlugin> ORDER =
            Comparator.comparing(OfferedPlugin::name).thenComparing(OfferedPlugin::version);

    private final List<OfferedPlugin> plugins;
    private final List<Problem> problems;

    private FlatHost(Collection<OfferedPlugin> plugins, Collection<Problem> problems) {
        Map<String, OfferedPlugin> first = new LinkedHashMap<>();
        List<Problem> all = new ArrayList<>(problems);
        for (OfferedPlugin plugin : plugins) {
            String key = plugin.name() + " " + plugin.version();
            OfferedPlugin other = first.putIfAbsent(key, plugin);
            if (other != null) {
                all.add(twice(plugin, other));
            }
        }
        this.plugins = first.values().stream().sorted(ORDER).toList();
        this.problems = List.copyOf(all);
    }

    private static Problem twice(OfferedPlugin plugin, OfferedPlugin other) {
        return Problem.of(
                        "SORA-3111",
                        "two plugins are named '%s' %s".formatted(plugin.name(), plugin.version()))
                .where(plugin.location())
                .have(other.location())
                .fix("remove one of the two, or give them different names");
    }

    /** Returns a host of the given plugins only. */
    public static FlatHost of(Collection<OfferedPlugin> plugins) {
        return new FlatHost(plugins, List.of());
    }

    /**
     * Returns a host of objects of the application only. One that fails is reported in {@link
     * #problems()}.
     */
    public static FlatHost ofObjects(Collection<? extends SoraPlugin> objects) {
        List<OfferedPlugin> plugins = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (SoraPlugin object : objects) {
            Class<?> type = object.getClass();
            PluginScope.call(
                    type.getClassLoader(),
                    () -> plugins.add(offer(object)),
                    thrown ->
                            problems.addAll(
                                    StartProblem.of(
                                            "a plugin of the application",
                                            type.getName(),
                                            thrown)));
        }
        return new FlatHost(plugins, problems);
    }

    /**
     * Returns a host of all plugins that a class loader finds through their service files. A plugin
     * that cannot be created is reported in {@link #problems()}.
     */
    public static FlatHost ofClassPath(ClassLoader loader) {
        return ofClassPath(loader, List.of());
    }

    /**
     * Returns a host of objects of the application, and of all plugins that a class loader finds
     * through their service files, except those of the classes of these objects.
     */
    public static FlatHost ofClassPath(
            ClassLoader loader, Collection<? extends SoraPlugin> objects) {
        FlatHost own = ofObjects(objects);
        Set<Class<?>> replaced = new HashSet<>();
        objects.forEach(object -> replaced.add(object.getClass()));
        ClassPathPlugins found = ClassPathPlugins.of(loader, type -> !replaced.contains(type));
        List<Problem> problems = new ArrayList<>(own.problems);
        problems.addAll(found.problems());
        return new FlatHost(own.plugins, problems).with(found.offers());
    }

    /**
     * Returns what a plugin offers, with the version in the manifest of its jar; {@code 0.0.0} if
     * it states none. Of an engine with native code, all hosts of the JVM offer one instance, which
     * may be another one.
     */
    public static OfferedPlugin offer(SoraPlugin plugin) {
        return offer(plugin.getClass(), () -> plugin);
    }

    static OfferedPlugin offer(Class<?> type, Supplier<SoraPlugin> plugin) {
        ClassOrigin origin = ClassOrigin.of(type);
        return origin.isEngine()
                ? SharedEngines.offer(origin.location(), type.getName(), origin.version())
                : offer(plugin.get(), origin.version());
    }

    /** Returns what a plugin offers, with a given version. */
    public static OfferedPlugin offer(SoraPlugin plugin, String version) {
        String name = plugin.name();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new SoraException(
                    Problem.of("SORA-3110", "a plugin's name is not one that a manifest could use")
                            .where(plugin.getClass().getName())
                            .needs("lower-case letters, digits and hyphens")
                            .have(String.valueOf(name))
                            .fix("report it to the plugin's author"));
        }
        return new OfferedPlugin(
                name,
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
