// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.container.flat.FlatHost;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.PluginHost;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configures an {@link EmbeddedSora}. Without {@link #plugins}, the plugins are those on the class
 * path. Used by one thread.
 */
public final class SoraBuilder {

    private final List<Path> jars = new ArrayList<>();
    private final List<SoraPlugin> own = new ArrayList<>();
    private final List<ModelObserver> observers = new ArrayList<>();
    private boolean isolated;
    private @Nullable TrustPolicy policy;
    private @Nullable ClassLoader classPath;

    SoraBuilder() {}

    /**
     * Loads plugins from jars, each in a class loader of its own, so that two plugins may use two
     * versions of a library, and plugins can be replaced while models are open. The jars must not
     * be moved or deleted while Sora is open.
     *
     * @param places jars, or folders whose jars are all plugins; at least one in all calls
     */
    public SoraBuilder plugins(Path... places) {
        isolated = true;
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
     * Adds a plugin of the application itself, such as {@link MemoryData}. It replaces the one that
     * the class path has of the same class. Several instances of Sora may each have their own
     * object of a class; one instance has one, because names of plugins are unique.
     */
    public SoraBuilder plugin(SoraPlugin plugin) {
        own.add(Objects.requireNonNull(plugin, "plugin"));
        return this;
    }

    /** Notifies an observer of what models do; see {@link MicrometerObserver}. */
    public SoraBuilder observer(ModelObserver observer) {
        observers.add(Objects.requireNonNull(observer, "observer"));
        return this;
    }

    /** Sets which jars that {@link #plugins} names are loaded; all by default. */
    public SoraBuilder trust(TrustPolicy trusted) {
        policy = Objects.requireNonNull(trusted, "trusted");
        return this;
    }

    /**
     * Starts the plugins.
     *
     * @throws SoraException if a plugin does not start, if two have equal names and versions, or if
     *     there are none, with one problem for each; nothing is left running
     * @throws IllegalStateException if both jars and a class path are given, or a policy for jars
     *     and no jars: the application has loaded the plugins on its class path already
     */
    public EmbeddedSora build() {
        if (isolated && classPath != null) {
            throw new IllegalStateException(
                    "plugins are either jars or on the class path, not both");
        }
        if (!isolated && policy != null) {
            throw new IllegalStateException(
                    "a policy of trust needs jars: plugins on the class path are loaded already");
        }
        PluginHost host = isolated ? isolated() : flat();
        try {
            List<Problem> problems = problems(host);
            if (!problems.isEmpty()) {
                throw new SoraException(problems, null);
            }
            return new EmbeddedSora(host, List.copyOf(observers));
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private static List<Problem> problems(PluginHost host) {
        if (!host.problems().isEmpty() || !host.offers().isEmpty()) {
            return host.problems();
        }
        return List.of(
                Problem.of("SORA-3141", "the class path has no plugins")
                        .where("class path")
                        .needs("jars of plugins, such as sora-standard and sora-engine-cpu")
                        .fix(
                                "add them to the dependencies, name their jars with plugins(…), or"
                                        + " pass the class loader that finds them"));
    }

    private PluginHost flat() {
        ClassLoader loader =
                classPath == null ? Thread.currentThread().getContextClassLoader() : classPath;
        return FlatHost.ofClassPath(
                loader == null ? SoraBuilder.class.getClassLoader() : loader, own);
    }

    private PluginHost isolated() {
        List<Path> files = PluginFiles.of(jars);
        try {
            return IsolatedPlugins.open(
                    files, policy == null ? TrustPolicy.open() : policy, FlatHost.ofObjects(own));
        } catch (NoClassDefFoundError e) {
            if (isOfFelix(String.valueOf(e.getMessage()))) {
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

    private static boolean isOfFelix(String missing) {
        return missing.startsWith("org/apache/felix/") || missing.startsWith("org/osgi/");
    }
}
