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
 * What was installed at one moment, and the promise that its jars stay until this is closed or the
 * process ends, however much is updated and removed meanwhile.
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

    /** Returns what is installed, also what {@link #problems()} keeps from work. */
    public List<InstalledPlugin> plugins() {
        return List.copyOf(jars.keySet());
    }

    /** Returns the jars that are whole, in the order of the plugins. */
    public List<Path> jars() {
        return jars.entrySet().stream()
                .filter(entry -> !isBroken(entry.getValue()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private boolean isBroken(Path jar) {
        return problems.stream().anyMatch(problem -> problem.where().equals(jar.toString()));
    }

    /** Returns the jar of a plugin. */
    public Path jar(InstalledPlugin plugin) {
        return jars.get(plugin);
    }

    /** Returns the jars that stay; none if the folder takes no promises. */
    public Set<Path> kept() {
        return held == null ? Set.of() : Set.copyOf(jars.values());
    }

    /** Returns why jars are not used: damaged ones, or all because nobody knows what they are. */
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
