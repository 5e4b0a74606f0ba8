// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the libraries that libraries need, as the loader of Linux would, without loading any. The
 * loader names only the first that it misses, and a library that depends on it as missing.
 */
final class Dependencies {

    /** Of the system or of the driver: whether they fit shows when they are loaded. */
    private static final List<String> OF_THE_SYSTEM =
            List.of("libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "ld-linux");

    private static final List<String> SYSTEM_FOLDERS =
            List.of(
                    "/lib/x86_64-linux-gnu",
                    "/usr/lib/x86_64-linux-gnu",
                    "/lib64",
                    "/usr/lib64",
                    "/lib",
                    "/usr/lib",
                    "/usr/lib/wsl/lib",
                    "/usr/local/cuda/lib64");

    private static final int MOST = 4096;

    private Dependencies() {}

    /**
     * Checks that libraries of a folder, and all that they need, exist.
     *
     * @throws EngineException if one is missing or damaged
     */
    static void check(Path folder, List<String> libraries) {
        Set<Path> seen = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>();
        for (String name : libraries) {
            Path library = folder.resolve(name);
            if (!Files.isRegularFile(library)) {
                throw missing(folder, name, "PyTorch needs it");
            }
            open.add(library);
        }
        while (!open.isEmpty() && seen.size() < MOST) {
            Path library = open.remove();
            if (!seen.add(library)) {
                continue;
            }
            for (String name : read(library).needed()) {
                if (OF_THE_SYSTEM.stream().noneMatch(name::startsWith)) {
                    open.add(
                            find(library, name)
                                    .orElseThrow(
                                            () ->
                                                    missing(
                                                            folder,
                                                            name,
                                                            library.getFileName() + " needs it")));
                }
            }
        }
    }

    /** Returns a library that another one needs; empty if no folder has it. */
    private static Optional<Path> find(Path library, String name) {
        try {
            Path origin = library.toAbsolutePath().getParent();
            Stream<Path> own =
                    read(library).runPath().stream()
                            .map(each -> each.replace("${ORIGIN}", "$ORIGIN"))
                            .map(each -> each.replace("$ORIGIN", origin.toString()))
                            .filter(each -> !each.isEmpty())
                            .map(Path::of);
            String asked = System.getenv("LD_LIBRARY_PATH");
            Stream<Path> environment =
                    asked == null
                            ? Stream.of()
                            : Stream.of(asked.split(":"))
                                    .filter(each -> !each.isEmpty())
                                    .map(Path::of);
            // DJL loads the libraries of the folder itself first, so these are found anyway
            return Stream.of(
                            Stream.of(origin),
                            own,
                            environment,
                            SYSTEM_FOLDERS.stream().map(Path::of))
                    .flatMap(each -> each)
                    .map(each -> each.resolve(name))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static ElfFile read(Path library) {
        try {
            return ElfFile.read(library);
        } catch (IOException e) {
            throw new EngineException(
                    Problem.of("SORA-5113", "a library that the GPU engine needs is damaged")
                            .where(library.toString())
                            .have(String.valueOf(e.getMessage()))
                            .fix("unpack PyTorch's libraries again"),
                    e);
        }
    }

    private static EngineException missing(Path folder, String name, String why) {
        return new EngineException(
                Problem.of("SORA-5113", "the library '%s' is missing".formatted(name))
                        .where(folder.toString())
                        .needs(name + ": " + why)
                        .have("neither in this folder nor where the system looks")
                        .fix(
                                "unpack PyTorch's libraries again, with their dependencies, or add"
                                        + " the folder of that library to LD_LIBRARY_PATH"));
    }
}
