// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginLease;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;

/**
 * Runs plugins as bundles in a Felix framework within this JVM. Thread-safe.
 *
 * <p>A change holds the lock {@link #changes} until it ends, which may be as long as a plugin's
 * constructor takes. Leases never wait for it: they need only the lock of {@link LeaseTable}, which
 * is always acquired after {@link #changes}.
 */
public final class FelixHost implements LivePluginHost {

    private final String version;
    private final BundleInstaller installer;
    private final FrameworkFolder scratch;
    private final Framework framework;
    private final LeaseTable tenants = new LeaseTable();
    private final BundleUninstaller exit = new BundleUninstaller();
    private final Visibility visibility = new Visibility(tenants, exit);
    private final StartFailures complaints = new StartFailures();
    private final Object changes = new Object();
    private final Map<Bundle, PluginJar> arriving = new LinkedHashMap<>();
    private final List<OfferedPlugin> reserved = new ArrayList<>();

    private FelixHost(String version, TrustPolicy policy, LaunchedFramework launched) {
        this.version = version;
        this.scratch = launched.scratch();
        this.framework = launched.framework();
        this.installer = new BundleInstaller(framework, policy);
        framework.getBundleContext().registerService(ResolverHookFactory.class, visibility, null);
        report(policy.problems());
    }

    /**
     * Starts the framework with a policy that trusts every jar.
     *
     * @param cache the folder for files that the framework needs while it runs
     * @param version Sora's own version, for messages
     */
    public static FelixHost open(Path cache, String version) {
        return open(cache, version, TrustPolicy.open());
    }

    /**
     * Starts the framework.
     *
     * @param cache the folder for files that the framework needs while it runs
     * @param version Sora's own version, for messages
     * @param policy decides which jars are loaded
     * @throws SoraException if the folder cannot be written
     */
    public static FelixHost open(Path cache, String version, TrustPolicy policy) {
        return open(LaunchedFramework.in(cache), version, policy);
    }

    /**
     * Starts the framework with a folder of its own among the temporary files, which is deleted
     * when the framework stops.
     *
     * @param version Sora's own version, for messages
     * @param policy decides which jars are loaded
     * @throws SoraException if temporary files cannot be written
     */
    public static FelixHost open(String version, TrustPolicy policy) {
        return open(LaunchedFramework.temporary(), version, policy);
    }

    private static FelixHost open(LaunchedFramework launched, String version, TrustPolicy policy) {
        try {
            return new FelixHost(version, policy, launched);
        } catch (RuntimeException | Error e) {
            launched.abandon();
            throw e;
        }
    }

    /**
     * Installs jars. A jar that is not a valid plugin is reported in {@link #problems()}, and the
     * others are installed.
     */
    public void installAll(List<Path> jars) {
        for (Supplier<PluginJar> seen : BundleInstaller.read(jars)) {
            try {
                install(seen.get());
            } catch (SoraException e) {
                report(e.problems());
            }
        }
    }

    /**
     * Adds problems of jars to {@link #problems()}. Equal problems are added once: a broken
     * configuration refuses every jar with the same one.
     */
    public void report(List<Problem> found) {
        List<Problem> said = complaints.problems();
        complaints.addAll(
                found.stream()
                        .filter(problem -> !said.contains(problem))
                        .map(problem -> new StartFailures.Complaint(problem, Set.of()))
                        .toList());
    }

    @Override
    public void install(Path jar) {
        install(PluginJar.read(jar));
    }

    private void install(PluginJar read) {
        synchronized (changes) {
            BundleInstaller.refuseTwice(read, arriving.values());
            installer.install(read, arriving);
        }
    }

    /** Refuses plugins that have the names and versions of these, which are not in bundles. */
    public void reserve(Collection<OfferedPlugin> others) {
        synchronized (changes) {
            reserved.addAll(others);
        }
    }

    @Override
    public void start() {
        synchronized (changes) {
            Map<Bundle, PluginJar> bundles = new LinkedHashMap<>(arriving);
            arriving.clear();
            try {
                Arrivals arrivals = arrive(bundles, List.of());
                tenants.exchange(arrivals.offers(), List.of());
                complaints.addAll(arrivals.complaints());
                bundles.keySet().removeAll(arrivals.offers().values());
            } finally {
                // Bundles that did not start are uninstalled, so that no later bundle is wired to
                // them.
                exit.leave(bundles.keySet());
            }
        }
    }

    @Override
    public List<OfferedPlugin> change(List<Path> added, Collection<OfferedPlugin> retired) {
        List<OfferedPlugin> outgoing = List.copyOf(retired);
        List<PluginJar> jars = added.stream().map(PluginJar::read).toList();
        synchronized (changes) {
            tenants.requireMovable(outgoing);
            Map<Bundle, PluginJar> bundles = new LinkedHashMap<>();
            try {
                jars.forEach(jar -> installer.install(jar, bundles));
                visibility.leaving(tenants.bundles(outgoing));
                Arrivals arrivals = arrive(bundles, outgoing);
                if (!arrivals.complaints().isEmpty()) {
                    throw new SoraException(arrivals.problems(), null);
                }
                List<Bundle> free = tenants.exchange(arrivals.offers(), outgoing);
                complaints.settle(jars, outgoing);
                bundles.clear();
                exit.leave(free);
                return List.copyOf(arrivals.offers().keySet());
            } finally {
                visibility.leaving(List.of());
                exit.leave(bundles.keySet());
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Versions are recognised by the name in their bundles' headers, which the framework keeps:
     * the jar of an active plugin may be gone.
     */
    @Override
    public OfferedPlugin replace(Path jar) {
        String name = PluginJar.read(jar).symbolicName();
        synchronized (changes) {
            return change(List.of(jar), tenants.named(name)).get(0);
        }
    }

    private Arrivals arrive(Map<Bundle, PluginJar> bundles, List<OfferedPlugin> outgoing) {
        List<OfferedPlugin> staying = new ArrayList<>(tenants.offers());
        staying.removeIf(plugin -> outgoing.stream().anyMatch(other -> other == plugin));
        staying.addAll(reserved);
        return BundleUninstaller.undisturbed(
                () -> Arrivals.of(framework, version, staying, bundles, visibility::hides));
    }

    @Override
    public PluginLease lease(Collection<OfferedPlugin> plugins) {
        List<OfferedPlugin> held = List.copyOf(plugins);
        tenants.hold(held);
        return new PluginLease(held, () -> release(held));
    }

    @Override
    public PluginLease lease() {
        List<OfferedPlugin> held = tenants.hold();
        return new PluginLease(held, () -> release(held));
    }

    private void release(List<OfferedPlugin> held) {
        LeaseTable.Departure departure = tenants.release(held);
        if (departure.last()) {
            end();
        } else {
            exit.leave(departure.bundles());
        }
    }

    @Override
    public List<OfferedPlugin> offers() {
        return tenants.offers();
    }

    @Override
    public List<OfferedPlugin> inUse() {
        return tenants.all();
    }

    @Override
    public List<Problem> problems() {
        return complaints.problems();
    }

    /**
     * Refuses new leases. The framework stops when the last lease is closed, at once if there is
     * none.
     */
    @Override
    public void close() {
        if (tenants.close()) {
            end();
        }
    }

    private void end() {
        try {
            exit.end(framework);
        } finally {
            scratch.close();
        }
    }
}
