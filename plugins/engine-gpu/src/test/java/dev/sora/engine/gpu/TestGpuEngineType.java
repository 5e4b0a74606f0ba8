// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.engine.EngineDevice;
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

        assertThat(obstacle(environment, Map.of())).contains("SORA-5115", "2.7.1+cu126");
        assertThat(obstacle(environment, Map.of("libtorch", set))).contains("SORA-5116");
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

        assertThat(obstacle(Map.of("PYTORCH_FLAVOR", "cpu"), settings))
                .contains("SORA-5119  the variable PYTORCH_FLAVOR names other", "needs  cu128");
        assertThat(obstacle(Map.of("PYTORCH_LIBRARY_PATH", "/opt/libtorch/lib"), settings))
                .contains("SORA-5119", "have   /opt/libtorch/lib");
        assertThat(obstacle(Map.of("PYTORCH_VERSION", "2.5.1"), settings)).contains("SORA-5119");
        assertThat(obstacle(Map.of("PYTORCH_LIBRARY_PATH", set + "/lib/"), settings))
                .contains("SORA-5116");
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
        List<EngineDevice> two =
                List.of(EngineDevice.of("gpu 0", "A", 1), EngineDevice.of("gpu 1", "B", 1));

        assertThatCode(() -> GpuEngine.checkNumber(1, two)).doesNotThrowAnyException();
        assertThatThrownBy(() -> GpuEngine.checkNumber(2, two))
                .hasMessageContainingAll(
                        "SORA-5118  there is no GPU with the number 2",
                        "needs  0 to 1",
                        "gpu 0: A, gpu 1: B");
        assertThatThrownBy(() -> GpuEngine.checkNumber(0, List.of()))
                .hasMessageContainingAll("SORA-5118", "CUDA_VISIBLE_DEVICES");
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
