// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that were installed at one moment, with a lease on their jars. The jars stay until
 * this is closed or the process ends, even if the plugins are updated or removed.
 */
public final class StoreLease implements AutoCloseable {

    private final Map<InstalledPlugin, Path> jars;
    private final List<Problem> problems;
    private final Leases.@Nullable Held held;

    StoreLease(
            Map<InstalledPlugin, Path> jars, List<Problem> problems, Leases.@Nullable Held held) {
        this.jars = new LinkedHashMap<>(jars);
        this.problems = List.copyOf(problems);
        this.held = held;
    }

    /** Returns the installed plugins, including those that {@link #problems()} reports. */
    public List<InstalledPlugin> plugins() {
        return List.copyOf(jars.keySet());
    }

    /** Returns the intact jars, in the order of the plugins. */
    public List<Path> jars() {
        return jars.entrySet().stream()
                .filter(entry -> !isBroken(entry.getValue()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private boolean isBroken(Path jar) {
        return problems.stream().anyMatch(problem -> problem.where().equals(jar.toString()));
    }

    /** Returns the jar of a plugin; {@code null} if it was not installed at that moment. */
    public Path jar(InstalledPlugin plugin) {
        return jars.get(plugin);
    }

    /** Returns the leased jars; empty if the folder is read-only or no plugin is installed. */
    public Set<Path> kept() {
        return held == null ? Set.of() : Set.copyOf(jars.values());
    }

    /**
     * Returns why jars are not used: each damaged jar, or one problem if the list cannot be read.
     */
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public void close() {
        if (held != null) {
            held.close();
        }
    }
}
