// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The current problems of jars that are not active. Thread-safe. */
final class StartFailures {

    /**
     * A problem and the bundles that it prevents from starting.
     *
     * @param problem the problem
     * @param names symbolic names of the bundles; empty if the jar declares none
     */
    record Complaint(Problem problem, Set<String> names) {

        /** Copies the names. */
        Complaint {
            names = Set.copyOf(names);
        }
    }

    private final List<Complaint> complaints = new ArrayList<>();

    synchronized void addAll(Collection<Complaint> more) {
        complaints.addAll(more);
    }

    synchronized List<Problem> problems() {
        return complaints.stream().map(Complaint::problem).toList();
    }

    /**
     * Removes the problems that a change has solved: those of jars and bundles that are active now,
     * and conflicts with removed plugins.
     */
    synchronized void settle(Collection<PluginJar> added, Collection<OfferedPlugin> retired) {
        Set<String> places = new HashSet<>();
        added.forEach(jar -> places.add(jar.path().toString()));
        Set<String> gone = new HashSet<>();
        retired.forEach(plugin -> gone.add(plugin.location()));
        Set<String> names = new HashSet<>();
        added.forEach(jar -> names.add(jar.symbolicName()));
        complaints.removeIf(
                it ->
                        places.contains(it.problem().where())
                                || gone.contains(it.problem().where())
                                || gone.contains(it.problem().have())
                                || !it.names().isEmpty() && names.containsAll(it.names()));
    }
}
