// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines with and without a driver, as folders. */
final class TestDriver {

    private static final String CLOSED =
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  %s  Sat Aug 19 01:15:15 UTC 2023\n"
                    + "GCC version:  gcc version 11.4.0 (Ubuntu 11.4.0-1ubuntu1~22.04)\n";
    private static final String OPEN =
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  %s  Release Build\n";

    @TempDir private Path root;

    @Test
    void reportsThatThereIsNone() {
        assertThat(Driver.obstacle(root).map(Problem::toString).orElse(""))
                .contains("SORA-5116  no driver of NVIDIA is installed", "engine: {type: cpu}");
    }

    @Test
    void findsVersionAndModels() throws IOException {
        driver(CLOSED, "535.104.05");
        write(
                "proc/driver/nvidia/gpus/0000:01:00.0/information",
                "Model: \t\t NVIDIA H100 80GB HBM3\nIRQ:   \t\t 255\n");
        write("dev/nvidiactl", "");

        assertThat(Driver.find(root))
                .hasValue(new Driver("535.104.05", List.of("NVIDIA H100 80GB HBM3"), true));
        assertThat(Driver.obstacle(root)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "470.256.02, true",
        "525.60.12, true",
        "525.60.13, false",
        "525.105.17, false",
        "570.86.15, false",
        "1000.1, false"
    })
    void comparesVersionsByNumbers(String version, boolean old) throws IOException {
        driver(OPEN, version);
        write("dev/nvidiactl", "");

        assertThat(Driver.obstacle(root).map(Problem::code).orElse(""))
                .isEqualTo(old ? "SORA-5117" : "");
        if (old) {
            assertThat(Driver.obstacle(root).map(Problem::have)).hasValue(version);
        }
    }

    /** A container that was started without GPUs shows the driver of its host. */
    @Test
    void reportsAContainerWithoutDevices() throws IOException {
        driver(OPEN, "570.86.15");

        assertThat(Driver.obstacle(root).map(Problem::toString).orElse(""))
                .contains(
                        "SORA-5116  this process has no access to a GPU", "docker run --gpus all");
    }

    @Test
    void acceptsLinuxBelowWindows() throws IOException {
        write("usr/lib/wsl/lib/libcuda.so.1", "");
        assertThat(Driver.obstacle(root).map(Problem::code)).hasValue("SORA-5116");
        write("dev/dxg", "");

        assertThat(Driver.obstacle(root)).isEmpty();
    }

    @Test
    void acceptsADriverWhoseVersionItCannotRead() throws IOException {
        write("proc/driver/nvidia/version", "NVRM version: of tomorrow\n");
        write("dev/nvidiactl", "");

        assertThat(Driver.obstacle(root)).isEmpty();
        assertThat(Driver.find(root).map(Driver::version)).hasValue("");
    }

    @Test
    void readsTheListOfDevices() {
        assertThat(
                        MachineFacts.devices(
                                "0, NVIDIA H200, 143771 MiB, 570.86.15, 9.0\n"
                                        + "1, NVIDIA A10G, 23028 MiB, 570.86.15, 8.6\n"
                                        + "No devices were found\n"))
                .isEqualTo(
                        Map.of(
                                "gpu 0", "NVIDIA H200, 143771 MiB, compute capability 9.0",
                                "gpu 1", "NVIDIA A10G, 23028 MiB, compute capability 8.6"));
    }

    @Test
    void treatsAProgramThatFailsAsAbsent() {
        assertThat(MachineFacts.run(List.of("sora-no-such-program"))).isEmpty();
        assertThat(MachineFacts.run(List.of("false"))).isEmpty();
        assertThat(MachineFacts.run(List.of("echo", "0"))).hasValue("0\n");
    }

    private void driver(String form, String version) throws IOException {
        write("proc/driver/nvidia/version", form.formatted(version));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
