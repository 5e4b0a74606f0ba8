// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Reads how long each processor was busy since the machine started; Linux only. */
final class ProcStat {

    private static final Path STAT = Path.of("/proc/stat");

    /** Linux reports in hundredths of a second, independent of its internal unit. */
    private static final double UNIT = 0.01;

    private ProcStat() {}

    /** Returns seconds by processor; empty where Linux does not report them. */
    static Map<Integer, Double> busy(BitSet cpus) {
        try {
            return parse(Files.readString(STAT), cpus);
        } catch (IOException | NumberFormatException e) {
            return Map.of();
        }
    }

    static Map<Integer, Double> parse(String text, BitSet cpus) {
        Map<Integer, Double> busy = new HashMap<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (!line.startsWith("cpu")) {
                break;
            }
            String[] fields = line.split(" +");
            if (fields[0].length() > 3) {
                int cpu = Integer.parseInt(fields[0].substring(3));
                if (cpus.get(cpu)) {
                    // user, nice, system, then idle and I/O wait, then interrupts; time that the
                    // host gave to other machines is not counted
                    double ticks = 0;
                    for (int field : new int[] {1, 2, 3, 6, 7}) {
                        ticks += Long.parseLong(fields[field]);
                    }
                    busy.put(cpu, ticks * UNIT);
                }
            }
        }
        return busy;
    }
}
