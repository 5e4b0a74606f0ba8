// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The driver of NVIDIA, as far as files of Linux show it: no native code, and no other process.
 *
 * @param version the version, such as {@code 570.86.15}; empty if it is not shown
 * @param models the models of the GPUs; empty if they are not shown
 * @param usable whether this process sees a device of the driver
 */
record Driver(String version, List<String> models, boolean usable) {

    /** CUDA 12 runs on this driver and newer ones (NVIDIA, CUDA Compatibility, table 1). */
    static final String OLDEST = "525.60.13";

    private static final String WINDOWS = "usr/lib/wsl/lib";

    private static final Pattern VERSION =
            Pattern.compile("NVRM version:.*?\\s(\\d{3,6}\\.\\d{1,6}(?:\\.\\d{1,6})?)\\s");

    /**
     * Finds the driver.
     *
     * @param root the root of the file system, which is another one in tests
     */
    static Optional<Driver> find(Path root) {
        Path state = root.resolve("proc/driver/nvidia");
        Optional<String> text = text(state.resolve("version"));
        if (text.isPresent()) {
            Matcher found = VERSION.matcher(text.get());
            return Optional.of(
                    new Driver(
                            found.find() ? found.group(1) : "",
                            models(state.resolve("gpus")),
                            Files.exists(root.resolve("dev/nvidiactl"))));
        }
        // below Windows, Linux has a library of the driver and no driver of its own
        return Files.exists(root.resolve(WINDOWS).resolve("libcuda.so.1"))
                ? Optional.of(new Driver("", List.of(), Files.exists(root.resolve("dev/dxg"))))
                : Optional.empty();
    }

    /** Returns the number of GPUs of the driver; empty if it is not shown. */
    static OptionalInt devices(Path root) {
        try (Stream<Path> gpus = Files.list(root.resolve("proc/driver/nvidia/gpus"))) {
            int count = (int) gpus.filter(Files::isDirectory).count();
            return count > 0 ? OptionalInt.of(count) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** Returns why no GPU can be used; empty if no obstacle is found. */
    static Optional<Problem> obstacle(Path root) {
        Optional<Driver> driver = find(root);
        if (driver.isEmpty() && Files.isDirectory(root.resolve(WINDOWS))) {
            return Optional.of(
                    Problem.of("SORA-5116", "no driver of NVIDIA is installed on this machine")
                            .needs(
                                    "/%s/libcuda.so.1, from the driver of Windows"
                                            .formatted(WINDOWS))
                            .have("Linux below Windows, without this file")
                            .fix(
                                    "install the driver in Windows, and none in Linux, then run"
                                            + " 'wsl --shutdown'; or use 'engine: {type: cpu}'"));
        }
        if (driver.isEmpty()) {
            return Optional.of(
                    Problem.of("SORA-5116", "no driver of NVIDIA is installed on this machine")
                            .needs("driver %s or newer, and a GPU".formatted(OLDEST))
                            .have("no file /proc/driver/nvidia/version")
                            .fix("install the driver, or use 'engine: {type: cpu}'"));
        }
        if (!driver.get().usable) {
            return Optional.of(
                    Problem.of("SORA-5116", "this process has no access to a GPU")
                            .needs("/dev/nvidiactl")
                            .have("a driver, and no such device")
                            .fix(
                                    "in a container, start it with GPUs ('docker run --gpus all');"
                                            + " otherwise load the driver's modules with"
                                            + " nvidia-smi"));
        }
        String version = driver.get().version;
        return version.isEmpty() || compare(version, OLDEST) >= 0
                ? Optional.empty()
                : Optional.of(
                        Problem.of("SORA-5117", "the driver of NVIDIA is too old")
                                .needs(OLDEST + " or newer, for CUDA 12")
                                .have(version)
                                .fix("update the driver; 570.26 or newer is made for CUDA 12.8"));
    }

    static int compare(String one, String other) {
        String[] left = one.split("\\.");
        String[] right = other.split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order =
                    Integer.compare(
                            i < left.length ? Integer.parseInt(left[i]) : 0,
                            i < right.length ? Integer.parseInt(right[i]) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<String> models(Path folder) {
        List<String> models = new ArrayList<>();
        try (Stream<Path> gpus = Files.list(folder)) {
            for (Path gpu : gpus.sorted().toList()) {
                text(gpu.resolve("information")).stream()
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith("Model:"))
                        .map(line -> line.substring("Model:".length()).strip())
                        .forEach(models::add);
            }
        } catch (IOException e) {
            return List.of();
        }
        return models;
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
