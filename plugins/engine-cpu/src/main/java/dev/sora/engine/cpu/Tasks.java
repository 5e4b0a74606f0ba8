// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the native threads of this process, including those unknown to Java; Linux only. */
final class Tasks {

    private static final Path ALL = Path.of("/proc/self/task");
    private static final Path CURRENT = Path.of("/proc/thread-self");

    /** The index of the processor field in {@code stat}, after the name in brackets. */
    private static final int PROCESSOR = 36;

    private Tasks() {}

    /**
     * The time that a thread ran, and the time that it waited for a processor that others used, in
     * nanoseconds since it started.
     */
    record Times(long ran, long waited) {}

    /** Returns the number of the calling thread; empty where Linux does not report it. */
    static OptionalInt current() {
        try {
            return OptionalInt.of(
                    Integer.parseInt(Files.readSymbolicLink(CURRENT).getFileName().toString()));
        } catch (IOException | NumberFormatException | UnsupportedOperationException e) {
            return OptionalInt.empty();
        }
    }

    /** Returns the number of processors that the process may use, independent of its quota. */
    static int processors() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .mapToInt(
                            line ->
                                    CpuSet.parse(line.substring(line.indexOf(':') + 1))
                                            .cardinality())
                    .findFirst()
                    .orElseGet(() -> Runtime.getRuntime().availableProcessors());
        } catch (IOException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /** Returns a thread's native name. */
    static Optional<String> name(int thread) {
        return read(thread, "comm").map(String::strip);
    }

    /**
     * Sets the native name of a thread, at most 15 characters; returns whether it has that name
     * now.
     */
    static boolean rename(int thread, String name) {
        Path file = ALL.resolve(Integer.toString(thread)).resolve("comm");
        try {
            Files.writeString(file, name);
            return Files.readString(file).strip().equals(name);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the threads with a native name, which a thread inherits from its creator. */
    static List<Integer> named(String name) {
        List<Integer> found = new ArrayList<>();
        for (int thread : all()) {
            if (name(thread).filter(name::equals).isPresent()) {
                found.add(thread);
            }
        }
        return found;
    }

    static List<Integer> all() {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(ALL)) {
            for (Path task : tasks) {
                found.add(Integer.parseInt(task.getFileName().toString()));
            }
        } catch (IOException | NumberFormatException e) {
            return List.of();
        }
        return found;
    }

    /** Returns the times of a thread; empty if it has ended or Linux does not record them. */
    static Optional<Times> times(int thread) {
        return read(thread, "schedstat")
                .map(line -> line.strip().split(" "))
                .filter(parts -> parts.length == 3)
                .map(parts -> new Times(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    }

    /** Returns the processor that a thread last ran on. */
    static OptionalInt processor(int thread) {
        Optional<String> line = read(thread, "stat");
        if (line.isEmpty()) {
            return OptionalInt.empty();
        }
        String[] fields = line.get().substring(line.get().lastIndexOf(')') + 2).split(" ");
        return fields.length > PROCESSOR
                ? OptionalInt.of(Integer.parseInt(fields[PROCESSOR]))
                : OptionalInt.empty();
    }

    private static Optional<String> read(int thread, String file) {
        try {
            return Optional.of(
                    Files.readString(ALL.resolve(Integer.toString(thread)).resolve(file)));
        } catch (IOException e) {
            // The thread may have ended since it was listed.
            return Optional.empty();
        }
    }
}
