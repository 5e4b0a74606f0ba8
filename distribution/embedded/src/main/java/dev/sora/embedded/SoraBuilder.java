// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.container.flat.FlatHost;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configures an {@link EmbeddedSora}. Without {@link #plugins}, the plugins are those on the class
 * path. Used by one thread.
 */
public final class SoraBuilder {

    private final List<Path> jars = new ArrayList<>();
    private final List<SoraPlugin> own = new ArrayList<>();
    private final List<ModelObserver> observers = new ArrayList<>();
    private TrustPolicy policy = TrustPolicy.open();
    private @Nullable ClassLoader classPath;

    SoraBuilder() {}

    /**
     * Loads plugins from jars, each in a class loader of its own, so that two plugins may use two
     * versions of a library, and plugins can be replaced while models are open. The jars must not
     * be moved or deleted while Sora is open.
     *
     * @param places jars, or folders whose jars are all plugins
     */
    public SoraBuilder plugins(Path... places) {
        jars.addAll(List.of(places));
        return this;
    }

    /**
     * Uses the plugins that a class loader finds through their service files, without Apache Felix.
     * All share the libraries of the application. The default is the context class loader of the
     * thread that builds.
     */
    public SoraBuilder classPath(ClassLoader loader) {
        classPath = loader;
        return this;
    }

    /**
     * Adds a plugin of the application itself, such as {@link MemoryData}. Other instances of its
     * class are other plugins, so several instances of Sora may each have their own.
     */
    public SoraBuilder plugin(SoraPlugin plugin) {
        own.add(plugin);
        return this;
    }

    /** Notifies an observer of what models do; see {@link MicrometerObserver}. */
    public SoraBuilder observer(ModelObserver observer) {
        observers.add(observer);
        return this;
    }

    /** Sets which jars are loaded; all by default. */
    public SoraBuilder trust(TrustPolicy trusted) {
        policy = trusted;
        return this;
    }

    /**
     * Starts the plugins.
     *
     * @throws SoraException if a plugin does not start, with one problem for each; nothing is left
     *     running
     * @throws IllegalStateException if both jars and a class path are given
     */
    public EmbeddedSora build() {
        if (!jars.isEmpty() && classPath != null) {
            throw new IllegalStateException(
                    "plugins are either jars or on the class path, not both");
        }
        List<OfferedPlugin> application =
                own.stream().map(plugin -> FlatHost.offer(plugin)).toList();
        PluginHost host = jars.isEmpty() ? flat(application) : isolated(application);
        if (!host.problems().isEmpty()) {
            List<Problem> problems = host.problems();
            host.close();
            throw new SoraException(problems, null);
        }
        return new EmbeddedSora(host, List.copyOf(observers));
    }

    private PluginHost flat(List<OfferedPlugin> application) {
        ClassLoader loader =
                classPath == null ? Thread.currentThread().getContextClassLoader() : classPath;
        return FlatHost.ofClassPath(loader == null ? SoraBuilder.class.getClassLoader() : loader)
                .with(application);
    }

    private PluginHost isolated(List<OfferedPlugin> application) {
        try {
            return IsolatedPlugins.open(PluginFiles.of(jars), policy, application);
        } catch (NoClassDefFoundError e) {
            if (String.valueOf(e.getMessage()).startsWith("org/")) {
                throw new SoraException(
                        Problem.of("SORA-3140", "plugins in jars need Apache Felix")
                                .needs("the artifact org.apache.felix:org.apache.felix.framework")
                                .have("no class " + e.getMessage().replace('/', '.'))
                                .fix(
                                        "add that artifact, or put the plugins on the class path and"
                                                + " name no jars"),
                        e);
            }
            throw e;
        }
    }
}
