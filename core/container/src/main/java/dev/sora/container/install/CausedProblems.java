// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.store.PluginStore;
import dev.sora.container.store.Staged;
import dev.sora.container.store.StoreLease;
import dev.sora.core.host.PluginHost;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The problems of staged jars, and those of other plugins that the staged jars cause: which do not
 * occur without them.
 */
final class CausedProblems {

    private final PluginStore store;
    private final List<Path> shipped;
    private final Trial trial;
    private final StoreLease now;
    private final List<Staged> staged;

    CausedProblems(
            PluginStore store,
            List<Path> shipped,
            Trial trial,
            StoreLease now,
            List<Staged> staged) {
        this.store = store;
        this.shipped = shipped;
        this.trial = trial;
        this.now = now;
        this.staged = staged;
    }

    /**
     * Throws the problems that the staged jars have or cause.
     *
     * @param pending the staged jars that took part in the dry run
     * @param problems the problems of the dry run
     */
    void throwIfAny(List<Staged> pending, List<Problem> problems) {
        List<Problem> own = new ArrayList<>();
        List<Problem> foreign = new ArrayList<>();
        for (Problem problem : problems) {
            boolean mine =
                    pending.stream().anyMatch(j -> problem.where().startsWith(j.jar().toString()));
            (mine ? own : foreign).add(problem);
        }
        if (own.isEmpty() && !foreign.isEmpty()) {
            Set<String> before = new HashSet<>();
            Set<Path> all = new LinkedHashSet<>(shipped);
            all.addAll(store.loose());
            all.addAll(now.jars());
            try (PluginHost host = trial.open(List.copyOf(all))) {
                host.problems().forEach(problem -> before.add(key(problem)));
            }
            foreign.stream().filter(p -> !before.contains(key(p))).forEach(own::add);
        }
        if (!own.isEmpty()) {
            throw new SoraException(
                    own.stream().map(p -> InstallProblems.asAsked(p, staged)).toList(), null);
        }
    }

    private static String key(Problem problem) {
        return problem.code() + " " + problem.where();
    }
}
