// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginLease;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plugins as bundles in a Felix framework within this JVM. */
public final class FelixHost implements LivePluginHost {

    private static final Logger LOG = LoggerFactory.getLogger(FelixHost.class);

    private static final long STOP_MILLIS = 5_000;

    private final String version;
    private final TrustPolicy policy;
    private final Scratch scratch;
    private final Framework framework;
    private final Map<Bundle, PluginJar> arriving = new LinkedHashMap<>();
    private final Tenants tenants = new Tenants();
    private final List<Problem> problems = new ArrayList<>();

    private FelixHost(String version, TrustPolicy policy, Scratch scratch, Framework framework) {
        this.version = version;
        this.policy = policy;
        this.scratch = scratch;
        this.framework = framework;
    }

    /** Starts the framework for jars that are trusted whatever they are. */
    public static FelixHost open(Path cache, String version) {
        return open(cache, version, TrustPolicy.open());
    }

    /**
     * Starts the framework.
     *
     * @param cache the folder in which it may keep files while it runs
     * @param version Sora's own version, for messages
     * @param policy decides which jars are loaded
     */
    public static FelixHost open(Path cache, String version, TrustPolicy policy) {
        Scratch scratch;
        try {
            scratch = Scratch.in(cache);
        } catch (IOException e) {
            throw new SoraException(
                    Problem.of("SORA-3100", "the folder for caches cannot be written")
                            .where(cache.toString())
                            .have(e.getClass().getSimpleName() + ": " + e.getMessage())
                            .fix("set SORA_HOME to a folder that you may write"),
                    e);
        }
        try {
            Framework framework = new Felix(settings(scratch.folder()));
            framework.init();
            framework.start();
            return new FelixHost(version, policy, scratch, framework);
        } catch (BundleException e) {
            scratch.close();
            throw new IllegalStateException("the framework does not start", e);
        }
    }

    private static Map<String, Object> settings(Path storage) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, KernelPackages.header());
        // The folder is this process's own and no bundle needs a stream handler of the JVM's.
        settings.put("felix.cache.locking", "false");
        // A plugin that was built again may keep its version: the new one starts beside the old.
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put("felix.service.urlhandlers", "false");
        // Plugins see what they import; a class that is there by luck is missing elsewhere.
        settings.put("felix.bootdelegation.implicit", "false");
        settings.put("felix.log.level", "0");
        return settings;
    }

    /** Installs jars; what is no plugin is added to {@link #problems()}, the rest is installed. */
    public void installAll(List<Path> jars) {
        for (Path jar : jars) {
            try {
                install(jar);
            } catch (SoraException e) {
                problems.addAll(e.problems());
            }
        }
    }

    @Override
    public synchronized void install(Path jar) {
        PluginJar read = PluginJar.read(jar);
        arriving.values().stream()
                .filter(other -> other.symbolicName().equals(read.symbolicName()))
                .filter(other -> other.version().equals(read.version()))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new SoraException(twice(read, other));
                        });
        put(read, arriving);
    }

    /** The one door for bundles. */
    private void put(PluginJar jar, Map<Bundle, PluginJar> bundles) {
        policy.check(jar.path());
        try {
            bundles.put(
                    framework.getBundleContext().installBundle(Locations.location(jar.path())),
                    jar);
        } catch (BundleException e) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3102",
                                    "'%s' has headers that no bundle may have"
                                            .formatted(jar.path().getFileName()))
                            .where(jar.path().toString())
                            .have(String.valueOf(e.getMessage()))
                            .fix("build it with bnd, as every plugin of Sora is built"),
                    e);
        }
    }

    private static Problem twice(PluginJar jar, PluginJar other) {
        return Problem.of(
                        "SORA-3111",
                        "plugin '%s' %s is installed twice"
                                .formatted(jar.symbolicName(), jar.version()))
                .where(jar.path().toString())
                .have(other.path().toString())
                .fix("remove one of the two jars; the first is used");
    }

    @Override
    public synchronized void start() {
        Arrivals arrivals = Arrivals.of(framework, version, tenants.offers(), arriving);
        arriving.clear();
        tenants.admit(arrivals.offers());
        problems.addAll(arrivals.problems());
    }

    @Override
    public synchronized List<OfferedPlugin> change(
            List<Path> added, Collection<OfferedPlugin> retired) {
        tenants.requireMovable(retired);
        Map<Bundle, PluginJar> bundles = new LinkedHashMap<>();
        try {
            added.forEach(jar -> put(PluginJar.read(jar), bundles));
            List<OfferedPlugin> staying = new ArrayList<>(tenants.offers());
            staying.removeAll(retired);
            Arrivals arrivals = Arrivals.of(framework, version, staying, bundles);
            if (!arrivals.problems().isEmpty()) {
                throw new SoraException(arrivals.problems(), null);
            }
            tenants.admit(arrivals.offers());
            bundles.clear();
            leave(tenants.retire(retired));
            return List.copyOf(arrivals.offers().keySet());
        } finally {
            leave(bundles.keySet());
        }
    }

    /** Takes bundles away that nobody uses any more. */
    private void leave(Collection<Bundle> bundles) {
        for (Bundle bundle : bundles) {
            try {
                bundle.uninstall();
            } catch (BundleException | IllegalStateException e) {
                // It is gone all the same; what its own stop threw changes nothing for anybody.
                LOG.debug("{} did not stop in good order", bundle, e);
            }
        }
        if (!bundles.isEmpty()) {
            framework.adapt(FrameworkWiring.class).refreshBundles(bundles);
        }
    }

    @Override
    public synchronized PluginLease lease(Collection<OfferedPlugin> plugins) {
        tenants.hold(plugins);
        return new PluginLease(plugins, () -> release(plugins));
    }

    @Override
    public synchronized PluginLease lease() {
        return lease(tenants.offers());
    }

    private synchronized void release(Collection<OfferedPlugin> plugins) {
        Collection<Bundle> free = tenants.release(plugins);
        if (framework.getState() == Bundle.ACTIVE) {
            leave(free);
        }
    }

    @Override
    public synchronized List<OfferedPlugin> offers() {
        return tenants.offers();
    }

    @Override
    public synchronized List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            scratch.close();
        }
    }
}
