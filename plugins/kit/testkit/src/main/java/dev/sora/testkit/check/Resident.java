// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.testkit.trial.Breach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Detects growth of the memory of the process outside of the Java heap.
 *
 * <p>Memory may grow once, for caches and compiled code. A leak grows with every call, so only
 * growth in each of several rounds is reported.
 */
public final class Resident {

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final int CALLS = 500;

    /** The number of calls after which memory that has hardly grown shows that nothing leaks. */
    private static final int FEW = 150;

    private static final int WARM_UP = 60;

    private static final int ROUNDS = 3;

    private static final long ALLOWED_KIB = 6 * 1024;

    private Resident() {}

    /**
     * Makes 150 calls, and rounds of 500 if the memory has grown more with each of them than is
     * allowed.
     *
     * @param name the name of what is called, for messages
     */
    public static void check(String name, Runnable call) {
        repeat(WARM_UP, call);
        long warm = used();
        repeat(FEW, call);
        long first = used();
        if (first - warm < ALLOWED_KIB * FEW / CALLS) {
            return;
        }
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

    /**
     * Returns the used memory in KiB; 0 if the system does not report it, which disables the check.
     */
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
