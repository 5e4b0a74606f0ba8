// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The load of the processors during a short period, as shares of that period.
 *
 * @param busy the share that each processor of the team was busy, for any reason
 * @param team the threads that share an operation
 * @param chores the processor time of the JVM's own work, such as compilation
 */
record LoadSample(Map<Integer, Double> busy, List<Member> team, double chores) {

    /**
     * A thread that computes.
     *
     * @param ran the share of the period that it ran
     * @param waited the share of the period that it was runnable while others ran on its processor
     * @param cpu the processor that it last ran on; -1 if unknown
     */
    record Member(double ran, double waited, int cpu) {}

    LoadSample {
        busy = Map.copyOf(busy);
        team = List.copyOf(team);
    }

    /** Returns the processor time of the team. */
    double ran() {
        return team.stream().mapToDouble(Member::ran).sum();
    }

    /** Returns the longest wait of a member: all other members wait for it. */
    double waited() {
        return team.stream().mapToDouble(Member::waited).max().orElse(0);
    }

    /**
     * Returns the processor time of all others. It includes other threads of this JVM, except its
     * own short-lived work.
     */
    double others() {
        double all = busy.values().stream().mapToDouble(Double::doubleValue).sum();
        return Math.max(0, all - ran() - chores);
    }

    /** Returns the total use of some processors. */
    double busy(BitSet cpus) {
        return cpus.stream().mapToDouble(cpu -> busy.getOrDefault(cpu, 0.0)).sum();
    }
}
