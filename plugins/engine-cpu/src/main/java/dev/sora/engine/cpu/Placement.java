// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Confines the threads of one team to some processors, and releases them. Not thread-safe. */
final class Placement {

    private final Affinity affinity;
    private final SpinThrottle throttle;
    private final TurnTimer turns;

    /** The processors that each restricted thread was allowed before. */
    private final Map<Integer, BitSet> before = new HashMap<>();

    private Optional<BitSet> current = Optional.empty();
    private BitSet usual = new BitSet();
    private Set<Integer> seen = Set.of();

    Placement(Affinity affinity, SpinThrottle throttle) {
        this.affinity = affinity;
        this.throttle = throttle;
        turns = new TurnTimer(affinity);
    }

    Optional<BitSet> current() {
        return current;
    }

    /** Confines the members to the given processors, and lets them sleep while they wait. */
    void confine(Team team, BitSet cpus) {
        throttle.on();
        team.find();
        if (current.isEmpty()) {
            usual = affinity.of(team.first());
            seen = new HashSet<>(Tasks.all());
        }
        current = Optional.of(cpus);
        for (int member : team.members()) {
            restrict(member, cpus);
        }
        if (cpus.cardinality() == 1) {
            turns.on(cpus);
        } else {
            turns.off();
        }
    }

    private void restrict(int member, BitSet cpus) {
        BitSet had = affinity.of(member);
        // A member that a restricted thread created inherited the restriction.
        if (affinity.restrict(member, cpus)) {
            before.putIfAbsent(member, seen.contains(member) ? had : usual);
        }
    }

    /** Undoes all restrictions, whatever state the threads are in. */
    void release() {
        if (current.isEmpty()) {
            return;
        }
        turns.off();
        free(current.get());
        before.forEach(affinity::restrict);
        before.clear();
        current = Optional.empty();
        throttle.off();
    }

    /**
     * Finds threads that restricted threads have created since. New members of the team are
     * tracked; other threads are released.
     */
    void refresh(Team team) {
        current.ifPresent(
                cpus -> {
                    team.find();
                    // A thread of the JVM looks like a member until it has its own name.
                    Set<Integer> others = new HashSet<>(before.keySet());
                    team.members().forEach(others::remove);
                    others.forEach(thread -> affinity.restrict(thread, before.remove(thread)));
                    team.members().stream()
                            .filter(m -> !before.containsKey(m))
                            .forEach(m -> restrict(m, cpus));
                    free(cpus);
                });
    }

    private void free(BitSet cpus) {
        Set<Integer> now = new HashSet<>(Tasks.all());
        for (int task : now) {
            if (!seen.contains(task)
                    && !before.containsKey(task)
                    && affinity.of(task).equals(cpus)) {
                affinity.restrict(task, usual);
            }
        }
        now.addAll(before.keySet());
        seen = now;
    }
}
