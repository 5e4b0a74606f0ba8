// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * What happened on the processors in a short time; shares of that time.
 *
 * @param busy of each processor that the team may use, how much of the time anybody ran on it
 * @param team the threads that share an operation
 * @param chores how many processors' time the JVM's own chores used, such as compiling
 */
record LoadSample(Map<Integer, Double> busy, List<Member> team, double chores) {

    /**
     * A thread that computes.
     *
     * @param ran how much of the time it ran
     * @param waited how much of the time it could run, but others ran on its processor
     * @param cpu the processor it ran on last, -1 if not known
     */
    record Member(double ran, double waited, int cpu) {}

    LoadSample {
        busy = Map.copyOf(busy);
        team = List.copyOf(team);
    }

    /** Returns how many processors' time the team used. */
    double ran() {
        return team.stream().mapToDouble(Member::ran).sum();
    }

    /** Returns the wait of the member that waited longest: all the others wait for it. */
    double waited() {
        return team.stream().mapToDouble(Member::waited).max().orElse(0);
    }

    /**
     * Returns how many processors' time all others used, other threads of this JVM among them but
     * for its chores, which soon end.
     */
    double others() {
        double all = busy.values().stream().mapToDouble(Double::doubleValue).sum();
        return Math.max(0, all - ran() - chores);
    }

    /** Returns the use of some processors by anybody. */
    double busy(BitSet cpus) {
        return cpus.stream().mapToDouble(cpu -> busy.getOrDefault(cpu, 0.0)).sum();
    }
}
