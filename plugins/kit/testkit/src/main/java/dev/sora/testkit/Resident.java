// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of the process outside of the Java heap.
 *
 * <p>It may grow once, for caches and compiled code. A leak grows with every call: only what grows
 * in each of several rounds counts as one.
 */
final class Resident {

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final int CALLS = 1_000;

    private static final int WARM_UP = 100;

    private static final int ROUNDS = 3;

    private static final long ALLOWED_KIB = 12 * 1024;

    private Resident() {}

    /**
     * Calls 1,000 times, and again if the memory has grown.
     *
     * @param name whose calls they are
     */
    static void check(String name, Runnable call) {
        repeat(WARM_UP, call);
        long first = used();
        long before = first;
        for (int round = 0; round < ROUNDS; round++) {
            repeat(CALLS, call);
            long after = used();
            if (after - before < ALLOWED_KIB) {
                return;
            }
            before = after;
        }
        throw new Breach(
                "memory that stays as it is over %,d calls".formatted(ROUNDS * CALLS),
                "'%s' makes the process grow by %.1f KiB a call, %,d MiB in all"
                        .formatted(
                                name,
                                (double) (before - first) / (ROUNDS * CALLS),
                                (before - first) / 1024),
                "close what you open; detach no tensor from its manager, keep none in a field or a"
                        + " static, and open no manager that is not closed");
    }

    private static void repeat(int times, Runnable call) {
        for (int i = 0; i < times; i++) {
            call.run();
        }
    }

    /** Returns KiB; 0 where the system does not tell, and then nothing grows. */
    private static long used() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / 1024;
        try {
            return Files.readAllLines(STATUS).stream()
                            .filter(line -> line.startsWith("RssAnon:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(heap)
                    - heap;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
