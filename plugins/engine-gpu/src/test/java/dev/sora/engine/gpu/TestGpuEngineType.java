// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which libraries the engine takes, and why it does not start; nothing is loaded. */
final class TestGpuEngineType {

    @TempDir private Path dir;

    @Test
    void reportsThatNothingIsInstalled() {
        assertThat(obstacle(Map.of(), Map.of()))
                .contains(
                        "SORA-5111  no PyTorch for GPUs is installed",
                        "sora engine install gpu --from");
    }

    @Test
    void prefersTheSettingToTheVariableAndThatToWhatIsInstalled() throws IOException {
        Path set = MadeLibrary.libtorch(dir.resolve("set"), "2.7.1+cu128");
        Path variable = MadeLibrary.libtorch(dir.resolve("variable"), "2.7.1+cu126");
        Map<String, String> environment = Map.of("SORA_LIBTORCH", variable.toString());
        driver();

        assertThat(obstacle(environment, Map.of())).contains("SORA-5115", "2.7.1+cu126");
        assertThat(obstacle(environment, Map.of("libtorch", set))).isEmpty();
        assertThat(obstacle(Map.of("SORA_LIBTORCH", ""), Map.of())).contains("SORA-5111");
    }

    @Test
    void usesWhatIsInstalled() throws IOException {
        Path libtorch = MadeLibrary.libtorch(dir.resolve("given"), "2.7.1+cu128");
        new GpuEngineType().stage(libtorch, dir.resolve("home"), false).commit();

        assertThat(obstacle(Map.of(), Map.of())).contains("SORA-5116");

        driver();
        assertThat(obstacle(Map.of(), Map.of())).isEmpty();
        Files.write(dir.resolve("home/engines/gpu/lib/libc10.so"), MadeLibrary.bytes("libm.so.6"));
        assertThat(obstacle(Map.of(), Map.of())).contains("SORA-5121", "another SHA-256 digest");
    }

    /** DJL would use the other libraries without a word. */
    @Test
    void refusesAVariableThatNamesOtherLibraries() throws IOException {
        Path set = MadeLibrary.libtorch(dir.resolve("set"), "2.7.1+cu128");
        Map<String, Path> settings = Map.of("libtorch", set);
        driver();

        assertThat(obstacle(Map.of("PYTORCH_FLAVOR", "cpu"), settings))
                .contains("SORA-5119  the variable PYTORCH_FLAVOR names other", "needs  cu128");
        assertThat(obstacle(Map.of("PYTORCH_LIBRARY_PATH", "/opt/libtorch/lib"), settings))
                .contains("SORA-5119", "have   /opt/libtorch/lib");
        assertThat(obstacle(Map.of("PYTORCH_VERSION", "2.5.1"), settings)).contains("SORA-5119");
        assertThat(obstacle(Map.of("PYTORCH_LIBRARY_EXCLUSION", "c10,torch"), settings))
                .contains("SORA-5119", "have   c10,torch", "unset PYTORCH_LIBRARY_EXCLUSION");
        assertThat(obstacle(Map.of("LIBSTDCXX_LIBRARY_PATH", "/opt/libstdc++.so"), settings))
                .contains("SORA-5119", "have   /opt/libstdc++.so");
        assertThat(obstacle(Map.of("PYTORCH_LIBRARY_PATH", set + "/lib/"), settings)).isEmpty();
    }

    /** Then 'auto' takes the CPU, as a user who hides the GPUs wants. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0 | PyTorch finds no GPU",
                "-1 | 0 | PyTorch finds no GPU",
                "NoDevFiles | 0 | PyTorch finds no GPU",
                "1 | 1 | there is no GPU with the number 1",
                "'1, 0' | 1 | ",
                "0,-1,1 | 1 | there is no GPU with the number 1",
                "GPU-3d5f,MIG-12ab | 1 | there is no GPU with the number 1",
                "0 | 0 | "
            })
    void reportsThatTheEnvironmentHidesTheDevice(String visible, long number, String problem)
            throws IOException {
        Path set = MadeLibrary.libtorch(dir.resolve("set"), "2.7.1+cu128");
        driver();
        String found =
                obstacle(
                        Map.of("CUDA_VISIBLE_DEVICES", visible),
                        Map.of("libtorch", set, "device", number));

        if (problem == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .contains("SORA-5118  " + problem, "CUDA_VISIBLE_DEVICES='" + visible + "'");
        }
    }

    @Test
    void reportsThatTheMachineHasFewerDevices() throws IOException {
        Path set = MadeLibrary.libtorch(dir.resolve("set"), "2.7.1+cu128");
        driver();
        Files.createDirectories(dir.resolve("root/proc/driver/nvidia/gpus/0000:01:00.0"));

        assertThat(obstacle(Map.of(), Map.of("libtorch", set, "device", 0L))).isEmpty();
        assertThat(obstacle(Map.of(), Map.of("libtorch", set, "devices", List.of(0L, 1L))))
                .contains("SORA-5118  there is no GPU with the number 1", "needs  0 to 0");
    }

    /** A machine without a GPU must not read gigabytes of libraries in each plan. */
    @Test
    void checksTheDriverBeforeTheLibraries() throws IOException {
        Path set = Files.createDirectories(dir.resolve("empty"));

        assertThat(obstacle(Map.of(), Map.of("libtorch", set))).contains("SORA-5116");
        driver();
        assertThat(obstacle(Map.of(), Map.of("libtorch", set))).contains("SORA-5112");
    }

    @Test
    void startReportsWhatTheObstacleReports() throws IOException {
        Path set = MadeLibrary.libtorch(dir.resolve("set"), "2.7.1+cu128");
        GpuEngineType type = type(Map.of());

        assertThatThrownBy(() -> type.start(settings(type, Map.of())))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("SORA-5111");
        assertThatThrownBy(() -> type.start(settings(type, Map.of("libtorch", set))))
                .hasMessageContaining("SORA-5116");
    }

    @Test
    void refusesANumberThatNoDeviceHas() {
        assertThat(VisibleDevices.check(1, 2, "(not set)")).isEmpty();
        assertThat(VisibleDevices.check(2, 2, "(not set)").orElseThrow())
                .hasToString(
                        """
                        SORA-5118  there is no GPU with the number 2
                          needs  0 to 1
                          have   CUDA_VISIBLE_DEVICES=(not set)
                          fix    name one of them in 'engine.device' or 'engine.devices'""");
        assertThat(VisibleDevices.check(0, 0, "''").orElseThrow().toString())
                .contains("SORA-5118  PyTorch finds no GPU", "CUDA_VISIBLE_DEVICES=''");
    }

    @Test
    void trainsOnSeveralGpusEachOnce() {
        GpuEngineType type = type(Map.of());

        assertThat(type.replicas(settings(type, Map.of()))).isEqualTo(1);
        assertThat(type.replicas(settings(type, Map.of("device", 3L)))).isEqualTo(1);
        assertThat(type.replicas(settings(type, Map.of("devices", List.of(2L, 0L))))).isEqualTo(2);
        for (Map<String, ?> wrong :
                List.of(
                        Map.of("devices", List.of(1L, 1L)),
                        Map.of("devices", List.of()),
                        Map.of("devices", List.of(0L, 1L), "device", 1L))) {
            assertThatThrownBy(() -> type.replicas(settings(type, wrong)))
                    .hasMessageContaining("SORA-2602");
            assertThatThrownBy(() -> type.start(settings(type, wrong)))
                    .hasMessageContaining("SORA-2602");
        }
    }

    private void driver() throws IOException {
        Files.createDirectories(dir.resolve("root/proc/driver/nvidia"));
        Files.createDirectories(dir.resolve("root/dev"));
        Files.writeString(
                dir.resolve("root/proc/driver/nvidia/version"),
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.15  Thu\n");
        Files.writeString(dir.resolve("root/dev/nvidiactl"), "");
    }

    private GpuEngineType type(Map<String, String> environment) {
        return new GpuEngineType(
                new LibraryPlace(environment, dir.resolve("home")), dir.resolve("root"));
    }

    private static Settings settings(GpuEngineType type, Map<String, ?> values) {
        return Settings.of(type.descriptor().settings(), values);
    }

    private String obstacle(Map<String, String> environment, Map<String, ?> values) {
        GpuEngineType type = type(environment);
        return type.obstacle(settings(type, values)).map(Problem::toString).orElse("");
    }
}
