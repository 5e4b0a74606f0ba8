// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Describes the processor of this machine. */
final class Processor {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** What Linux calls the instructions: Intel's and AMD's, Intel's for tiles, Arm's. */
    private static final List<String> BFLOAT16 = List.of("avx512_bf16", "amx_bf16", "bf16");

    /** What oneDNN calls AVX-512: the first processors with it lacked the last three. */
    private static final List<String> AVX512 =
            List.of("avx512f", "avx512bw", "avx512dq", "avx512vl");

    private Processor() {}

    /**
     * Returns the number of physical cores that this process may use. Two threads of one core share
     * its arithmetic units, so more threads than cores slow each other down.
     *
     * <p>A quota of one and a half cores, which the JVM counts as two, is one here: two threads
     * that spin while they wait use up the quota, and then both are suspended.
     */
    static int cores() {
        int usable = Math.min(Runtime.getRuntime().availableProcessors(), quota());
        int physical = physicalCores(cpuinfo());
        return physical == 0 ? usable : Math.min(physical, usable);
    }

    /** Returns the quota of the control groups in whole cores, at least 1. */
    static int quota() {
        OptionalDouble quota = CpuQuota.read();
        // Quotas are stored in thousandths: 2.999 means 3.
        return quota.isEmpty()
                ? Integer.MAX_VALUE
                : (int) Math.max(1, Math.min(1 << 20, quota.getAsDouble() + 0.01));
    }

    /** Returns the name of the processor, or of its architecture if the name is unknown. */
    static String name() {
        return cpuinfo().stream()
                .filter(line -> line.startsWith("model name"))
                .map(Processor::value)
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    /** Returns whether the processor multiplies bfloat16; empty where the system does not tell. */
    static Optional<Boolean> multipliesBfloat16() {
        return multipliesBfloat16(cpuinfo());
    }

    static Optional<Boolean> multipliesBfloat16(List<String> cpuinfo) {
        return features(cpuinfo).map(known -> !Collections.disjoint(known, BFLOAT16));
    }

    /**
     * Returns whether the processor has AVX-512, with which what multiplies 32-bit floats computes
     * with bfloat16 too, more slowly; empty where the system does not tell.
     */
    static Optional<Boolean> hasAvx512() {
        return hasAvx512(cpuinfo());
    }

    static Optional<Boolean> hasAvx512(List<String> cpuinfo) {
        return features(cpuinfo).map(known -> known.containsAll(AVX512));
    }

    private static Optional<List<String>> features(List<String> cpuinfo) {
        return cpuinfo.stream()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .findFirst()
                .map(line -> List.of(value(line).split(" ")));
    }

    /** Counts the distinct pairs of socket and core; 0 if the lines contain none. */
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
            // Only Linux has this file; elsewhere the JVM's count is used.
            return List.of();
        }
    }
}
