// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PyTorch's libraries in a folder: an unpacked libtorch, or the package {@code torch} of Python.
 *
 * @param folder the folder that contains the libraries themselves
 * @param version the version, such as {@code 2.7.1+cu128}
 */
record Libtorch(Path folder, String version) {

    /** The version that the binding in this plugin was compiled for. */
    static final String VERSION = "2.7.1";

    static final String CUDA = "cu128";

    private static final String WANTED = VERSION + "+" + CUDA;
    private static final List<String> BASE = List.of("libc10.so", "libtorch_cpu.so", "libtorch.so");
    private static final List<String> OF_CUDA = List.of("libc10_cuda.so", "libtorch_cuda.so");
    private static final Pattern PYTHON =
            Pattern.compile("__version__\\s*=\\s*['\"]([^'\"]{1,40})['\"]");
    private static final int LARGEST_NOTE = 64 * 1024;

    /**
     * Finds the libraries in a folder and checks that they are the right ones and complete; loads
     * none of them.
     *
     * @param given the folder {@code lib}, or one that contains it
     * @param gpu whether they must be built for GPUs
     * @throws EngineException if they are not
     */
    static Libtorch in(Path given, boolean gpu) {
        Path folder =
                Stream.of("", "lib", "libtorch/lib", "torch/lib")
                        .map(given::resolve)
                        .filter(each -> Files.isRegularFile(each.resolve("libtorch.so")))
                        .findFirst()
                        .map(each -> each.toAbsolutePath().normalize())
                        .orElseThrow(() -> new EngineException(notLibtorch(given)));
        String version = version(folder).orElse("");
        boolean cuda = OF_CUDA.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
        if (gpu && !cuda) {
            throw new EngineException(cpuOnly(folder, version));
        }
        checkVersion(folder, version, gpu);
        LoadedFolder.check(folder);
        Dependencies.check(folder, BASE);
        if (gpu) {
            Dependencies.check(folder, OF_CUDA);
        }
        return new Libtorch(folder, version);
    }

    private static Problem notLibtorch(Path given) {
        return Problem.of("SORA-5112", "the folder does not contain PyTorch's libraries")
                .where(given.toString())
                .needs("libtorch.so, in the folder or in its folder 'lib'")
                .have(Files.isDirectory(given) ? "a folder without it" : "not a folder")
                .fix("name the folder 'libtorch' of an unpacked libtorch " + WANTED);
    }

    private static Problem cpuOnly(Path folder, String version) {
        return Problem.of("SORA-5114", "these libraries of PyTorch compute on CPUs only")
                .where(folder.toString())
                .needs(String.join(", ", OF_CUDA))
                .have(version.isEmpty() ? "neither of them" : version + ", neither of them")
                .fix(fix());
    }

    private static void checkVersion(Path folder, String version, boolean gpu) {
        Problem wrong =
                Problem.of("SORA-5115", "the binding does not fit this version of PyTorch")
                        .where(folder.toString())
                        .needs(gpu ? WANTED : VERSION)
                        .have(
                                version.isEmpty()
                                        ? "an unknown version: no file build-version or version.py"
                                        : version)
                        .fix(fix());
        String plain = version.replaceFirst("\\+.*", "");
        String build = version.substring(plain.length());
        // a build from source has no suffix
        boolean fits = !gpu || build.isEmpty() || build.equals("+" + CUDA);
        if (!plain.equals(VERSION) || !fits) {
            throw new EngineException(wrong);
        }
    }

    /** Returns how to get the right libraries. */
    static String fix() {
        return "fetch libtorch %s for Linux (C++11 ABI, shared, with dependencies) and run 'sora engine install gpu --from FILE'"
                .formatted(WANTED);
    }

    /** Reads the version from the files that are packed with the libraries. */
    private static Optional<String> version(Path folder) {
        for (Path place : List.of(folder, folder.resolveSibling(""))) {
            Optional<String> plain = text(place.resolve("build-version")).map(String::strip);
            if (plain.isPresent()) {
                return plain.map(text -> text.lines().findFirst().orElse(""));
            }
            Optional<Matcher> python =
                    text(place.resolve("version.py")).map(PYTHON::matcher).filter(Matcher::find);
            if (python.isPresent()) {
                return python.map(found -> found.group(1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST_NOTE
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
