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

    /** Several times the number of libraries of CUDA and of the system that PyTorch needs. */
    private static final int MOST = 1000;

    private final Path folder;
    private final Set<Path> seen = new HashSet<>();
    private final Deque<Path> open = new ArrayDeque<>();

    private Dependencies(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks that libraries of a folder, and all that they need, exist.
     *
     * @throws EngineException if one is missing or damaged
     */
    static void check(Path folder, List<String> libraries) {
        Dependencies found = new Dependencies(folder);
        for (String name : libraries) {
            Path library = folder.resolve(name);
            if (!Files.isRegularFile(library)) {
                throw missing(folder, name, "PyTorch needs it");
            }
            found.add(library);
        }
        while (!found.open.isEmpty()) {
            found.addNeeded(found.open.remove());
        }
    }

    /** Adds a library that is read later; each is read once. */
    private void add(Path library) {
        if (seen.add(library)) {
            open.add(library);
        }
        if (seen.size() > MOST) {
            throw new EngineException(
                    damaged(library, "more than %,d libraries are needed".formatted(MOST)));
        }
    }

    private void addNeeded(Path library) {
        ElfFile read = read(library);
        List<Path> folders = folders(library, read);
        for (String name : read.needed()) {
            if (OF_THE_SYSTEM.stream().noneMatch(name::startsWith)) {
                add(
                        find(folders, name)
                                .orElseThrow(
                                        () ->
                                                missing(
                                                        folder,
                                                        name,
                                                        library.getFileName() + " needs it")));
            }
        }
    }

    /** Returns the folders in which the loader looks for what a library needs. */
    private static List<Path> folders(Path library, ElfFile read) {
        Path origin = library.toAbsolutePath().getParent();
        try {
            Stream<Path> own =
                    read.runPath().stream()
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
                    .distinct()
                    .toList();
        } catch (InvalidPathException e) {
            throw new EngineException(damaged(library, "a run path that is not a path"), e);
        }
    }

    /** Returns a library that another one needs; empty if no folder has it. */
    private static Optional<Path> find(List<Path> folders, String name) {
        try {
            return folders.stream()
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
            throw new EngineException(damaged(library, String.valueOf(e.getMessage())), e);
        }
    }

    private static Problem damaged(Path library, String how) {
        return Problem.of("SORA-5113", "a library that the GPU engine needs cannot be used")
                .where(library.toString())
                .have(how)
                .fix("unpack the libraries of PyTorch for x86-64 again");
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
