// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes samples of one team, each for the period since the previous one. */
final class Sampler {

    private final Team team;
    private final BitSet allowed;
    private final JvmWork chores = new JvmWork();
    private final Map<Integer, Tasks.Times> times = new HashMap<>();
    private Map<Integer, Double> busy = Map.of();
    private long taken;

    Sampler(Team team, BitSet allowed) {
        this.team = team;
        this.allowed = allowed;
    }

    /** Returns the sample since the last call; empty for the first call, or without data. */
    Optional<LoadSample> next() {
        long now = System.nanoTime();
        double seconds = (now - taken) / 1e9;
        Map<Integer, Double> before = busy;
        busy = ProcStat.busy(allowed);
        taken = now;
        double chored = chores.seconds() / seconds;
        List<LoadSample.Member> members = new ArrayList<>();
        for (int thread : team.members()) {
            member(thread, seconds).ifPresent(members::add);
        }
        if (before.isEmpty() || busy.isEmpty() || members.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Double> shares = new HashMap<>();
        busy.forEach(
                (cpu, sum) -> {
                    double used = (sum - before.getOrDefault(cpu, sum)) / seconds;
                    shares.put(cpu, Math.min(1, Math.max(0, used)));
                });
        return Optional.of(new LoadSample(shares, members, chored));
    }

    private Optional<LoadSample.Member> member(int thread, double seconds) {
        Optional<Tasks.Times> now = Tasks.times(thread);
        Tasks.Times before = now.isPresent() ? times.put(thread, now.get()) : times.remove(thread);
        if (now.isEmpty() || before == null) {
            return Optional.empty();
        }
        double ran = (now.get().ran() - before.ran()) / 1e9 / seconds;
        double waited = (now.get().waited() - before.waited()) / 1e9 / seconds;
        return Optional.of(new LoadSample.Member(ran, waited, Tasks.processor(thread).orElse(-1)));
    }
}
