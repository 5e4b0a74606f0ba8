// SPDX-License-Identifier: Apache-2.0
package dev.sora.container;

import dev.sora.container.felix.PluginJar;
import dev.sora.container.install.InstallProblems;
import dev.sora.container.install.Removal;
import dev.sora.container.install.Succession;
import dev.sora.container.store.InstalledPlugin;
import dev.sora.container.store.PluginStore;
import dev.sora.container.store.Staged;
import dev.sora.container.store.Staging;
import dev.sora.container.store.StoreLease;
import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the plugins of a running application in step with the store on disk.
 *
 * <p>A change is applied to the host first, while the other plugins stay active. If a plugin does
 * not start, the store stays unchanged; if the store cannot be written, the change of the host is
 * undone. Runs keep the plugins that they started with; later runs get the new ones. {@link
 * #refresh()} applies the changes that other processes made.
 *
 * <p>Thread-safe. The caller owns the host and closes it. The store does not delete jars while they
 * are installed or the host uses them. The jars of replaced versions are released with the first
 * change or refresh after the last run that used them.
 */
public final class LivePlugins implements AutoCloseable {

    private final LivePluginHost host;
    private final PluginStore store;
    private final JarLeases leases;
    private List<Problem> problems = List.of();

    private LivePlugins(LivePluginHost host, PluginStore store) {
        this.host = host;
        this.store = store;
        this.leases = new JarLeases(host, store);
    }

    /**
     * Starts the installed plugins.
     *
     * @param host the host to change; plugins that come with the application may be active in it
     *     already; its policy decides which jars are loaded
     * @param store the installed plugins
     */
    public static LivePlugins open(LivePluginHost host, PluginStore store) {
        LivePlugins plugins = new LivePlugins(host, store);
        plugins.refresh();
        return plugins;
    }

    /**
     * Returns why installed plugins are not active: one root problem each, as of the last refresh.
     */
    public synchronized List<Problem> problems() {
        return problems;
    }

    /**
     * Installs plugins in addition to those that are installed.
     *
     * @param jars the jars, which are copied into the store; those that are installed already are
     *     left out
     * @return the plugins that were added
     * @throws SoraException if one of them does not start; then nothing has changed
     */
    public synchronized List<OfferedPlugin> install(List<Path> jars) {
        return add(jars, false);
    }

    /**
     * Installs plugins and removes their older versions, and other builds of the same version.
     *
     * @param jars the jars, which are copied into the store
     * @return the plugins that were added
     * @throws SoraException if one of them does not start; then nothing has changed
     */
    public synchronized List<OfferedPlugin> update(List<Path> jars) {
        return add(jars, true);
    }

    /** The changes made to the host so far, for undoing them. */
    private static final class Done {
        private final List<OfferedPlugin> added = new ArrayList<>();
        private final Set<InstalledPlugin> retired = new LinkedHashSet<>();
        private boolean begun;
    }

    private List<OfferedPlugin> add(List<Path> jars, boolean update) {
        Done done = new Done();
        try (Staging staging = store.stage()) {
            List<Staged> staged = new ArrayList<>();
            for (Path jar : jars) {
                Path path = jar.toAbsolutePath().normalize();
                staged.add(staging.add(path, path.toString()));
            }
            try {
                store.change(current -> add(current, staged, update, done));
            } catch (SoraException e) {
                goBack(done, e);
                throw new SoraException(
                        e.problems().stream()
                                .map(problem -> InstallProblems.asAsked(problem, staged))
                                .toList(),
                        e);
            } catch (RuntimeException | Error e) {
                goBack(done, e);
                throw e;
            }
            leases.settle(leases.keep());
            if (!areActive(staged)) {
                // Another process installed the jar, and this process has not been refreshed since.
                refresh();
            }
            return List.copyOf(done.added);
        }
    }

    private boolean areActive(List<Staged> staged) {
        Set<String> places = new HashSet<>();
        host.offers().forEach(offer -> places.add(offer.location()));
        return staged.stream().allMatch(jar -> places.contains(jar.jar().toString()));
    }

    private List<InstalledPlugin> add(
            List<InstalledPlugin> current, List<Staged> staged, boolean update, Done done) {
        List<Staged> fresh = new ArrayList<>();
        for (Staged jar : staged) {
            boolean known = current.stream().anyMatch(p -> p.sha256().equals(jar.sha256()));
            boolean again = fresh.stream().anyMatch(o -> o.sha256().equals(jar.sha256()));
            if (!known && !again) {
                fresh.add(jar);
            }
        }
        List<PluginJar> headers = fresh.stream().map(jar -> PluginJar.read(jar.jar())).toList();
        for (int i = 0; i < fresh.size(); i++) {
            PluginJar header = headers.get(i);
            for (InstalledPlugin plugin : current) {
                boolean same = plugin.bundle().equals(header.symbolicName());
                if (same && update && Succession.isReplacedBy(plugin, header.version())) {
                    done.retired.add(plugin);
                } else if (same
                        && plugin.version().equals(header.version())
                        && !offers(List.of(plugin)).isEmpty()) {
                    throw InstallProblems.otherBuild(fresh.get(i), plugin);
                }
            }
        }
        done.added.addAll(
                host.change(fresh.stream().map(Staged::jar).toList(), offers(done.retired)));
        done.begun = true;
        List<InstalledPlugin> next = new ArrayList<>(current);
        for (int i = 0; i < fresh.size(); i++) {
            OfferedPlugin plugin = done.added.get(i);
            next.add(
                    fresh.get(i)
                            .as(plugin.name(), plugin.version(), headers.get(i).symbolicName()));
            // The name of a plugin is known only after its start.
            List<InstalledPlugin> more =
                    current.stream()
                            .filter(p -> p.name().equals(plugin.name()))
                            .filter(
                                    p ->
                                            update
                                                    ? Succession.isReplacedBy(p, plugin.version())
                                                    : p.version().equals(plugin.version()))
                            .filter(p -> !done.retired.contains(p))
                            .toList();
            host.change(List.of(), offers(more));
            done.retired.addAll(more);
        }
        next.removeAll(done.retired);
        return next;
    }

    /** Undoes the changes of the host, as far as the previous plugins still start. */
    private void goBack(Done done, Throwable cause) {
        if (!done.begun) {
            return;
        }
        try {
            host.change(done.retired.stream().map(store::jar).toList(), done.added);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Removes plugins. Runs that use them keep them until they end.
     *
     * @param names {@code name}, {@code name@version} or {@code name@[1.0,2)}
     * @return the plugins that were removed
     * @throws SoraException if one of them is not installed, or a name without version matches
     *     several versions
     */
    public synchronized List<InstalledPlugin> remove(List<String> names) {
        List<Removal> removals = names.stream().map(Removal::parse).toList();
        Done done = new Done();
        try {
            store.change(
                    current -> {
                        removals.forEach(r -> done.retired.addAll(r.select(current)));
                        host.change(List.of(), offers(done.retired));
                        done.begun = true;
                        List<InstalledPlugin> left = new ArrayList<>(current);
                        left.removeAll(done.retired);
                        return left;
                    });
        } catch (RuntimeException | Error e) {
            goBack(done, e);
            throw e;
        }
        leases.settle(leases.keep());
        return List.copyOf(done.retired);
    }

    private List<OfferedPlugin> offers(Collection<InstalledPlugin> plugins) {
        Set<String> places = new HashSet<>();
        plugins.forEach(plugin -> places.add(store.jar(plugin).toString()));
        return host.offers().stream().filter(o -> places.contains(o.location())).toList();
    }

    /**
     * Makes the host match the store, whichever process changed it: new plugins start, and removed
     * ones are no longer offered. If a plugin does not start, the version that it would have
     * replaced stays active; {@link #problems()} gives the reason.
     *
     * @return the plugins that are active now
     */
    public synchronized List<OfferedPlugin> refresh() {
        StoreLease lease = leases.keep();
        List<Problem> found = new ArrayList<>(lease.problems());
        Set<Path> wanted = new LinkedHashSet<>(store.loose());
        wanted.addAll(lease.jars());
        List<OfferedPlugin> gone = new ArrayList<>();
        for (OfferedPlugin offer : host.offers()) {
            Path place = Path.of(offer.location());
            if (place.startsWith(store.folder()) && !wanted.remove(place)) {
                gone.add(offer);
            }
        }
        boolean unreadable = lease.plugins().isEmpty() && !lease.problems().isEmpty();
        if (unreadable) {
            // An unreadable list does not mean that plugins were removed: active plugins stay
            // active.
            gone.clear();
        }
        if (!wanted.isEmpty() || !gone.isEmpty()) {
            found.addAll(new HostChange(host).make(List.copyOf(wanted), gone));
        }
        problems = List.copyOf(found);
        leases.settle(lease);
        return host.offers();
    }

    /** Releases the jars; the host keeps its plugins. */
    @Override
    public synchronized void close() {
        leases.close();
    }
}
