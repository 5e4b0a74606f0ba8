// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** What the machine's processor is. */
final class Processor {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private Processor() {}

    /**
     * Returns the number of physical cores that this process may use. Two threads of one core share
     * its arithmetic units, so that more threads than cores only get in each other's way.
     *
     * <p>Of a quota of one and a half cores, which the JVM counts as two, it is one: two threads
     * that wait for each other by spinning use the quota up, and then both stand still.
     */
    static int cores() {
        int usable = Math.min(Runtime.getRuntime().availableProcessors(), quota());
        int physical = physicalCores(cpuinfo());
        return physical == 0 ? usable : Math.min(physical, usable);
    }

    /** Returns how many cores' time the control groups of this process allow, at least 1. */
    static int quota() {
        OptionalDouble quota = CpuQuota.read();
        // Quotas are written in thousandths: 2.999 is meant to be 3.
        return quota.isEmpty()
                ? Integer.MAX_VALUE
                : (int) Math.max(1, Math.min(1 << 20, quota.getAsDouble() + 0.01));
    }

    /** Returns the processor's name, or that of its architecture where nothing tells. */
    static String name() {
        return cpuinfo().stream()
                .filter(line -> line.startsWith("model name"))
                .map(Processor::value)
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    /** Counts the different pairs of socket and core; 0 if the lines name none. */
    static int physicalCores(List<String> cpuinfo) {
        Set<String> cores = new HashSet<>();
        String socket = "";
        for (String line : cpuinfo) {
            if (line.startsWith("physical id")) {
                socket = value(line);
            } else if (line.startsWith("core id")) {
                cores.add(socket + "/" + value(line));
            }
        }
        return cores.size();
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private static List<String> cpuinfo() {
        try {
            return Files.isReadable(CPUINFO) ? Files.readAllLines(CPUINFO) : List.of();
        } catch (IOException e) {
            // A convenience of Linux; without it the JVM's own count serves.
            return List.of();
        }
    }
}
