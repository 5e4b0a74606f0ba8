// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.Problem;
import dev.sora.pytorch.NativeLibraries;
import dev.sora.pytorch.NativePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An installed build of PyTorch, and the binding in this plugin's jar. */
final class GpuLibraries implements NativeLibraries {

    private static final String PATH = "PYTORCH_LIBRARY_PATH";

    /** Variables, or system properties, with which DJL leaves out libraries or adds one. */
    private static final List<String> STEERING =
            List.of("PYTORCH_LIBRARY_EXCLUSION", "LIBSTDCXX_LIBRARY_PATH");

    private final Libtorch libtorch;
    private final boolean gpu;
    private final Map<String, String> environment;

    /**
     * Describes the libraries.
     *
     * @param environment the variables of this process, which DJL prefers to properties
     */
    GpuLibraries(Libtorch libtorch, boolean gpu, Map<String, String> environment) {
        this.libtorch = libtorch;
        this.gpu = gpu;
        this.environment = environment;
    }

    @Override
    public String engine() {
        return "the GPU engine";
    }

    @Override
    public Path folder() {
        return libtorch.folder();
    }

    /** DJL prefers variables of the environment, which could name other libraries. */
    @Override
    public Optional<Problem> obstacle() {
        for (Map.Entry<String, String> wanted : properties().entrySet()) {
            String set = environment.get(wanted.getKey());
            if (set != null && !same(wanted.getKey(), set, wanted.getValue())) {
                return Optional.of(
                        Problem.of(
                                        "SORA-5119",
                                        "the variable %s names other libraries"
                                                .formatted(wanted.getKey()))
                                .needs(wanted.getValue())
                                .have(set)
                                .fix("unset " + wanted.getKey()));
            }
        }
        Optional<String> second = second();
        if (second.isPresent()) {
            return Optional.of(
                    Problem.of("SORA-5119", "the variable LD_LIBRARY_PATH names other libraries")
                            .needs("no other PyTorch: its libraries could be loaded for these")
                            .have(second.get())
                            .fix("remove that folder from LD_LIBRARY_PATH"));
        }
        for (String name : STEERING) {
            String set = environment.getOrDefault(name, System.getProperty(name, ""));
            if (!set.isEmpty()) {
                return Optional.of(
                        Problem.of(
                                        "SORA-5119",
                                        "the variable %s names other libraries".formatted(name))
                                .needs("the libraries of the folder, all of them and no other")
                                .have(set)
                                .fix("unset " + name));
            }
        }
        return Optional.empty();
    }

    /** Returns a folder of another PyTorch in which the loader of Linux looks first. */
    private Optional<String> second() {
        for (String each : environment.getOrDefault("LD_LIBRARY_PATH", "").split(":")) {
            try {
                Path other = Path.of(each).toAbsolutePath().normalize();
                if (!each.isEmpty()
                        && Files.exists(other.resolve("libc10.so"))
                        && !Files.isSameFile(other, libtorch.folder())) {
                    return Optional.of(each);
                }
            } catch (InvalidPathException | IOException e) {
                // the loader cannot look there either
                continue;
            }
        }
        return Optional.empty();
    }

    private static boolean same(String name, String set, String wanted) {
        return name.equals(PATH)
                ? Path.of(set).toAbsolutePath().normalize().equals(Path.of(wanted))
                : set.equals(wanted);
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(PATH, libtorch.folder().toString());
        properties.put("PYTORCH_VERSION", Libtorch.VERSION);
        // without it, DJL asks the driver, and falls back to the CPU if it does not find it
        properties.put("PYTORCH_FLAVOR", gpu ? Libtorch.CUDA : "cpu");
        return properties;
    }

    @Override
    public Problem unlinked(String reason) {
        boolean beside = Files.exists(libtorch.folder().resolve("libdjl_torch.so"));
        return Problem.of("SORA-5105", "PyTorch's libraries could not be loaded")
                .where(libtorch.folder().toString())
                .needs(
                        "%s, with its dependencies, on %s"
                                .formatted(libtorch.version(), NativePlatform.current()))
                .have(reason)
                .fix(
                        beside
                                ? "remove libdjl_torch.so from that folder, or build it for this"
                                        + " PyTorch and this DJL"
                                : "unpack PyTorch's libraries again");
    }
}
