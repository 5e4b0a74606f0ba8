// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the processor time that the control groups of this process allow, in processors. */
final class CpuQuota {

    private static final Path GROUPS = Path.of("/proc/self/cgroup");
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");

    private CpuQuota() {}

    /** Returns the lowest quota, such as 1.5; empty if there is none. */
    static OptionalDouble read() {
        return read(GROUPS, MOUNT);
    }

    static OptionalDouble read(Path groups, Path mount) {
        OptionalDouble tightest = OptionalDouble.empty();
        for (String line : lines(groups)) {
            // number:controllers:path, the controllers empty for version 2
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[1].isEmpty()) {
                tightest = tighter(tightest, upwards(mount, parts[2]));
                tightest = tighter(tightest, upwards(mount.resolve("unified"), parts[2]));
            } else if (List.of(parts[1].split(",")).contains("cpu")) {
                tightest = tighter(tightest, upwards(mount.resolve(parts[1]), parts[2]));
                tightest = tighter(tightest, upwards(mount.resolve("cpu"), parts[2]));
            }
        }
        return tightest;
    }

    /** Parent groups limit as well. In a container, the path may not be visible from within. */
    private static OptionalDouble upwards(Path root, String path) {
        OptionalDouble tightest = OptionalDouble.empty();
        Path group = root.resolve(path.replaceFirst("^/+", "")).normalize();
        while (group != null && group.startsWith(root)) {
            tightest = tighter(tightest, of(group));
            group = group.getParent();
        }
        return tightest;
    }

    private static OptionalDouble of(Path group) {
        Optional<String> two = lines(group.resolve("cpu.max")).stream().findFirst();
        if (two.isPresent()) {
            String[] parts = two.get().strip().split("\\s+");
            return parts.length == 2 ? quotient(parts[0], parts[1]) : OptionalDouble.empty();
        }
        Optional<String> quota = lines(group.resolve("cpu.cfs_quota_us")).stream().findFirst();
        Optional<String> period = lines(group.resolve("cpu.cfs_period_us")).stream().findFirst();
        return quota.isPresent() && period.isPresent()
                ? quotient(quota.get(), period.get())
                : OptionalDouble.empty();
    }

    private static OptionalDouble quotient(String quota, String period) {
        try {
            double allowed = Double.parseDouble(quota.strip()) / Double.parseDouble(period.strip());
            // -1 in version 1: no quota
            return allowed > 0 ? OptionalDouble.of(allowed) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            // "max" in version 2: no quota
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble tighter(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return OptionalDouble.of(Math.min(one.getAsDouble(), other.getAsDouble()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
