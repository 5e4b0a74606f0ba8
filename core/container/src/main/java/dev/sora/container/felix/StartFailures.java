// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Why jars are not at work, for as long as that is so. Safe for any thread. */
final class StartFailures {

    /**
     * A problem and whom it keeps from work.
     *
     * @param names symbolic names of the bundles; empty if the jar did not even say one
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
     * Forgets what is true no more: the troubles of a jar or a bundle that is at work now, and the
     * quarrels with a plugin that has gone.
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
