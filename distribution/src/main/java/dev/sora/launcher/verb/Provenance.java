// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.Version;
import dev.sora.core.io.Digests;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Determines where the active plugins come from, and which of several versions is the default. */
final class Provenance {

    static final String SHIPPED = "shipped";
    static final String INSTALLED = "installed";
    static final String LOOSE = "loose";

    private final Set<Path> shipped;
    private final Map<Path, InstalledPlugin> installed = new HashMap<>();
    private final Set<OfferedPlugin> taken = new HashSet<>();
    private final boolean versions;

    Provenance(Session session, List<OfferedPlugin> plugins) {
        shipped = new HashSet<>(session.backend().shipped());
        for (InstalledPlugin plugin : readable(session)) {
            installed.put(session.backend().store().jar(plugin), plugin);
        }
        Map<String, OfferedPlugin> newest = new HashMap<>();
        Comparator<OfferedPlugin> order =
                Comparator.comparing(
                        plugin -> Version.parse(plugin.version()).orElse(new Version(0, 0, 0, "")));
        for (OfferedPlugin plugin : plugins) {
            newest.merge(
                    plugin.name(),
                    plugin,
                    (one, other) -> order.compare(one, other) >= 0 ? one : other);
        }
        taken.addAll(newest.values());
        versions = newest.size() < plugins.size();
    }

    /**
     * Returns the installed plugins; empty if the list cannot be read, which the host reports
     * already.
     */
    private static List<InstalledPlugin> readable(Session session) {
        try {
            return session.backend().store().installed();
        } catch (SoraException e) {
            return List.of();
        }
    }

    /** Returns whether a plugin is active in several versions. */
    boolean hasVersions() {
        return versions;
    }

    /** Returns whether manifests use this version by default. */
    boolean isDefault(OfferedPlugin plugin) {
        return taken.contains(plugin);
    }

    String state(OfferedPlugin plugin) {
        Path jar = Path.of(plugin.location());
        return shipped.contains(jar) ? SHIPPED : installed.containsKey(jar) ? INSTALLED : LOOSE;
    }

    /** Returns the source of the plugin, for the user. */
    String origin(OfferedPlugin plugin) {
        return installed(plugin).map(InstalledPlugin::origin).orElse(plugin.location());
    }

    private Optional<InstalledPlugin> installed(OfferedPlugin plugin) {
        return Optional.ofNullable(installed.get(Path.of(plugin.location())));
    }

    /**
     * Adds the origin of a plugin to a tree.
     *
     * @param tree the tree
     * @param plugin the plugin
     * @param digest whether to compute the digest of a jar that comes with Sora, which takes time
     *     for a large engine
     */
    void add(Map<String, Object> tree, OfferedPlugin plugin, boolean digest) {
        tree.put("location", plugin.location());
        tree.put("state", state(plugin));
        tree.put("default", isDefault(plugin));
        Optional<InstalledPlugin> known = installed(plugin);
        known.ifPresent(
                p -> {
                    tree.put("origin", p.origin());
                    tree.put("installed", p.installed());
                    tree.put("sha256", p.sha256());
                });
        if (known.isEmpty() && (digest || state(plugin).equals(LOOSE))) {
            Path jar = Path.of(plugin.location());
            if (jar.toFile().isFile()) {
                tree.put("sha256", Digests.sha256(jar));
            }
        }
    }
}
