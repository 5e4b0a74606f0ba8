// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the processor time of the JVM's own work: compilation, garbage collection, and the
 * threads of the watch.
 *
 * <p>This work does not count as load from other processes. Compilers are busy at the start of a
 * training and idle soon after; the timer that runs because a team is confined to one processor
 * must not keep it confined.
 */
final class JvmWork {

    /** The names of such threads, in the 15 characters that Linux stores. */
    private static final List<String> NAMES =
            List.of(
                    "C1 CompilerThre",
                    "C2 CompilerThre",
                    "GC Thread#",
                    "G1 ",
                    "VM Thread",
                    "VM Periodic Tas",
                    "sora-turns",
                    "sora-neighbours",
                    "sora-throttle");

    /** The number of calls between two scans for new threads. */
    private static final int LOOK = 5;

    private Map<Integer, Long> ran = Map.of();
    private List<Integer> threads = List.of();
    private int calls;

    /** Returns the processor time used since the last call. */
    double seconds() {
        if (calls++ % LOOK == 0) {
            threads = Tasks.all().stream().filter(JvmWork::isOne).toList();
        }
        Map<Integer, Long> now = new HashMap<>();
        long sum = 0;
        for (int thread : threads) {
            Optional<Tasks.Times> times = Tasks.times(thread);
            if (times.isPresent()) {
                long total = times.get().ran();
                now.put(thread, total);
                sum += total - ran.getOrDefault(thread, total);
            }
        }
        ran = now;
        return sum / 1e9;
    }

    private static boolean isOne(int thread) {
        return Tasks.name(thread)
                .filter(name -> NAMES.stream().anyMatch(name::startsWith))
                .isPresent();
    }
}
