// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lists the open files of this process, on Linux. */
public final class Descriptors {

    private static final Path OPEN = Path.of("/proc/self/fd");

    private Descriptors() {}

    /**
     * Returns the number of descriptors of each open regular file; empty if the system does not
     * report them.
     */
    public static Map<Path, Integer> files() {
        if (!Files.isReadable(OPEN)) {
            return Map.of();
        }
        Map<Path, Integer> files = new HashMap<>();
        try (Stream<Path> descriptors = Files.list(OPEN)) {
            descriptors.forEach(
                    descriptor -> {
                        try {
                            Path file = Files.readSymbolicLink(descriptor);
                            if (Files.isRegularFile(file) && !isOfTheVirtualMachine(file)) {
                                files.merge(file, 1, Integer::sum);
                            }
                        } catch (IOException e) {
                            // closed in the meantime
                        }
                    });
        } catch (IOException e) {
            return Map.of();
        }
        return files;
    }

    /** Returns whether a file belongs to the JVM, which loads classes and libraries at any time. */
    private static boolean isOfTheVirtualMachine(Path file) {
        String name = file.toString();
        return name.endsWith(".jar")
                || name.contains(".so")
                || name.endsWith("/modules")
                || name.startsWith("/proc")
                || name.startsWith("/sys")
                || name.startsWith("/dev");
    }

    /** Returns the files that are open more often now than before. */
    public static List<Path> more(Map<Path, Integer> before) {
        List<Path> more = new ArrayList<>();
        files().forEach(
                        (file, times) -> {
                            if (times > before.getOrDefault(file, 0)) {
                                more.add(file);
                            }
                        });
        return more;
    }
}
