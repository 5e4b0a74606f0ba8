// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.felix.PluginJar;
import dev.sora.container.store.InstalledPlugin;
import dev.sora.container.store.PluginStore;
import dev.sora.container.store.Staged;
import dev.sora.container.store.StoreLease;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.host.Version;
import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Starts staged jars together with all other plugins, without changing the store, and determines
 * which installed versions they replace.
 *
 * <p>The name of a plugin is known only after its start. So the versions to replace are first
 * chosen by the symbolic names of the bundles. If the names of the plugins show that more versions
 * are replaced, the dry run is repeated without them.
 */
final class InstallDryRun {

    private static final String TWICE = "SORA-3111";

    private final PluginStore store;
    private final List<Path> shipped;
    private final Trial trial;
    private final Mode mode;
    private final StoreLease now;
    private final List<Staged> staged;
    private final Map<Path, PluginJar> headers = new LinkedHashMap<>();
    private final Map<Staged, Path> there = new LinkedHashMap<>();
    private final Map<Path, String> names = new HashMap<>();
    private final Set<InstalledPlugin> retired = new LinkedHashSet<>();
    private final Set<Path> aside = new HashSet<>();

    InstallDryRun(
            PluginStore store,
            List<Path> shipped,
            Trial trial,
            Mode mode,
            StoreLease now,
            List<Staged> staged) {
        this.store = store;
        this.shipped = shipped;
        this.trial = trial;
        this.mode = mode;
        this.now = now;
        this.staged = staged;
        staged.forEach(jar -> headers.put(jar.jar(), PluginJar.read(jar.jar())));
    }

    /** Returns the installed versions that are replaced. */
    Set<InstalledPlugin> retired() {
        return retired;
    }

    /**
     * Starts the jars.
     *
     * @return one result for each jar, in their order
     * @throws SoraException if one of them does not start, or prevents another plugin from starting
     */
    List<Arrival> run() {
        staged.forEach(this::guess);
        while (true) {
            List<Staged> pending = staged.stream().filter(j -> !there.containsKey(j)).toList();
            if (pending.isEmpty()) {
                return staged.stream().map(this::present).toList();
            }
            List<Path> jars = new ArrayList<>(others());
            pending.forEach(jar -> jars.add(jar.jar()));
            try (PluginHost host = trial.open(jars)) {
                if (doubles(pending, host)) {
                    continue;
                }
                new CausedProblems(store, shipped, trial, now, staged)
                        .throwIfAny(pending, host.problems());
                Map<Staged, OfferedPlugin> offers = offers(pending, host);
                if (mode == Mode.UPDATE && succeed(offers, host)) {
                    continue;
                }
                offers.values().forEach(this::succeedTheBroken);
                List<Arrival> arrivals = new ArrayList<>();
                for (Staged jar : staged) {
                    arrivals.add(
                            there.containsKey(jar)
                                    ? present(jar)
                                    : Arrivals.of(
                                            jar.as(
                                                    offers.get(jar).name(),
                                                    offers.get(jar).version(),
                                                    headers.get(jar.jar()).symbolicName()),
                                            offers.get(jar),
                                            retired,
                                            host.offers()));
                }
                return arrivals;
            }
        }
    }

    private List<Path> others() {
        Set<Path> others = new LinkedHashSet<>(shipped);
        others.addAll(store.loose());
        for (InstalledPlugin plugin : now.plugins()) {
            Path jar = now.jar(plugin);
            if (!retired.contains(plugin) && now.jars().contains(jar)) {
                others.add(jar);
            }
        }
        others.removeAll(aside);
        return List.copyOf(others);
    }

    /** Chooses the versions to replace by the headers of the jar. */
    private void guess(Staged jar) {
        PluginJar header = headers.get(jar.jar());
        Version version = Succession.number(header.version());
        for (InstalledPlugin plugin : now.plugins()) {
            boolean same = plugin.sha256().equals(jar.sha256());
            boolean whole = now.jars().contains(now.jar(plugin));
            if (same && mode != Mode.CHECK && whole) {
                there.put(jar, now.jar(plugin));
            } else if (same
                    || (mode == Mode.UPDATE
                            && plugin.bundle().equals(header.symbolicName())
                            && Succession.isReplacedBy(plugin, version))) {
                retired.add(plugin);
            }
        }
        if (mode == Mode.UPDATE && there.containsKey(jar)) {
            InstalledPlugin same = installed(there.get(jar)).orElseThrow();
            now.plugins().stream()
                    .filter(plugin -> plugin.name().equals(same.name()) && plugin != same)
                    .filter(plugin -> Succession.isReplacedBy(plugin, same.number()))
                    .forEach(retired::add);
        }
    }

    private Optional<InstalledPlugin> installed(Path jar) {
        return now.plugins().stream().filter(p -> now.jar(p).equals(jar)).findFirst();
    }

    /**
     * Resolves conflicts between a staged and an installed jar of equal name and version.
     *
     * @return whether the dry run must be repeated
     */
    private boolean doubles(List<Staged> pending, PluginHost host) {
        boolean changed = false;
        host.offers().forEach(offer -> names.put(Path.of(offer.location()), offer.name()));
        for (Problem problem : host.problems()) {
            Optional<Staged> jar =
                    pending.stream()
                            .filter(j -> problem.where().equals(j.jar().toString()))
                            .findFirst();
            if (!problem.code().equals(TWICE) || jar.isEmpty() || problem.have().isEmpty()) {
                continue;
            }
            Path other = Path.of(problem.have());
            boolean alsoNew = pending.stream().anyMatch(j -> j.jar().equals(other));
            if (alsoNew || !Files.isRegularFile(other)) {
                continue;
            }
            changed |= settle(jar.get(), other);
        }
        return changed;
    }

    private boolean settle(Staged jar, Path other) {
        Optional<InstalledPlugin> plugin = installed(other);
        if (mode == Mode.CHECK) {
            return plugin.isPresent() ? retired.add(plugin.get()) : aside.add(other);
        }
        if (Digests.sha256(other).equals(jar.sha256())) {
            return there.put(jar, other) == null;
        }
        if (plugin.isEmpty()) {
            throw InstallProblems.otherFile(jar, other, shipped.contains(other));
        }
        if (mode == Mode.UPDATE) {
            return retired.add(plugin.get());
        }
        throw InstallProblems.otherBuild(jar, plugin.get());
    }

    private Map<Staged, OfferedPlugin> offers(List<Staged> pending, PluginHost host) {
        Map<Staged, OfferedPlugin> offers = new LinkedHashMap<>();
        for (Staged jar : pending) {
            host.offers().stream()
                    .filter(offer -> offer.location().equals(jar.jar().toString()))
                    .findFirst()
                    .ifPresentOrElse(
                            offer -> offers.put(jar, offer),
                            () -> {
                                throw new IllegalStateException(
                                        "%s neither started nor said why".formatted(jar.origin()));
                            });
        }
        return offers;
    }

    /**
     * Chooses the versions to replace by the names of the started plugins.
     *
     * @return whether there are more than before
     */
    private boolean succeed(Map<Staged, OfferedPlugin> offers, PluginHost host) {
        boolean changed = false;
        for (Map.Entry<Staged, OfferedPlugin> entry : offers.entrySet()) {
            OfferedPlugin offer = entry.getValue();
            Version version = Succession.number(offer.version());
            List<InstalledPlugin> named =
                    now.plugins().stream().filter(p -> p.name().equals(offer.name())).toList();
            for (InstalledPlugin plugin : named) {
                if (Succession.isReplacedBy(plugin, version)) {
                    changed |= retired.add(plugin);
                }
            }
            if (named.stream().noneMatch(retired::contains)) {
                if (!named.isEmpty()) {
                    throw InstallProblems.older(
                            offer.name(), offer.version(), entry.getKey(), named);
                }
                boolean known =
                        host.offers().stream()
                                .anyMatch(o -> o != offer && o.name().equals(offer.name()));
                if (!known) {
                    throw InstallProblems.notInstalled(offer.name(), entry.getKey());
                }
            }
        }
        return changed;
    }

    /**
     * Replaces installed plugins of the same name and version. Only a damaged one is left at this
     * point, because it did not take part in the dry run.
     */
    private void succeedTheBroken(OfferedPlugin offer) {
        now.plugins().stream()
                .filter(plugin -> plugin.name().equals(offer.name()))
                .filter(plugin -> plugin.version().equals(offer.version()))
                .forEach(retired::add);
    }

    private Arrival present(Staged jar) {
        Path place = there.get(jar);
        PluginJar header = headers.get(jar.jar());
        InstalledPlugin plugin =
                installed(place)
                        .orElseGet(
                                () ->
                                        jar.as(
                                                names.getOrDefault(place, header.symbolicName()),
                                                header.version(),
                                                header.symbolicName()));
        return new Arrival(
                plugin,
                place.toString(),
                retired.stream().filter(old -> old.name().equals(plugin.name())).toList(),
                List.of(),
                List.of());
    }
}
