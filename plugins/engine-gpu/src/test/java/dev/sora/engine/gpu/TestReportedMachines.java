// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.engine.LibraryInstaller.Staged;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines with which other programs failed, by the reports of their users. */
final class TestReportedMachines {

    @TempDir private Path dir;
    private Path root;
    private Path home;
    private Path given;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(dir.resolve("root"));
        home = dir.resolve("home");
        given = MadeLibrary.libtorch(dir.resolve("given"), "2.7.1+cu128");
    }

    /**
     * Identifiers of GPUs (pytorch #90543) and of parts of GPUs, of which a process sees one
     * (pytorch #95784, #92315, #102715); entries that are listed twice, end in letters, or are out
     * of range.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77 | 1",
                "GPU-5d5ba0d6,GPU-9a2f | 2",
                "GPU-5d5ba0d6,GPU-5d5ba0d6 | 0",
                "GPU-5d5ba0d6,1 | 1",
                "MIG-feee0c61-26ec-5616-bb59-b6d777cc4f34 | 1",
                "MIG-89c850dc,MIG-f2b5fbbd | 1",
                "MIG-GPU-89c850dc/1/0 | 1",
                "0,1,2,3 | 4",
                "3,03 | 0",
                "0,0 | 0",
                "0,1,4,2 | 2",
                "1gpu2,2ampere | 2",
                "0,x,1 | 1",
                "99999999999999999999 | 0"
            })
    void countsTheDevicesThatTheEnvironmentShows(String visible, int count) throws IOException {
        for (int i = 0; i < 4; i++) {
            Files.createDirectories(
                    root.resolve("proc/driver/nvidia/gpus/0000:0%d:00.0".formatted(i)));
        }
        Map<String, String> environment = Map.of(VisibleDevices.VARIABLE, visible);

        assertThat(VisibleDevices.obstacle(environment, root, count).map(Problem::code))
                .hasValue("SORA-5118");
        if (count > 0) {
            assertThat(VisibleDevices.obstacle(environment, root, count - 1)).isEmpty();
        }
    }

    /**
     * Linux below Windows has the library of the driver as three copies, or none after a restart
     * (microsoft/WSL #5663, #5604; tensorflow #45882): the driver of Windows is to be installed.
     */
    @Test
    void namesTheDriverOfWindows() throws IOException {
        Path windows = Files.createDirectories(root.resolve("usr/lib/wsl/lib"));
        Files.writeString(windows.resolve("libd3d12.so"), "");

        assertThat(Driver.obstacle(root).map(Problem::toString).orElse(""))
                .contains("SORA-5116", "install the driver in Windows, and none in Linux");
        for (String copy : List.of("libcuda.so", "libcuda.so.1", "libcuda.so.1.1")) {
            Files.writeString(windows.resolve(copy), "");
        }
        Files.createDirectories(root.resolve("dev"));
        Files.writeString(root.resolve("dev/dxg"), "");
        assertThat(Driver.obstacle(root)).isEmpty();
    }

    /** A library for ARM, or for 32 bits, on the path (djl #3848, #982). */
    @Test
    void refusesLibrariesForAnotherProcessor() throws IOException {
        byte[] arm = MadeLibrary.bytes("libc10.so");
        arm[18] = (byte) 183;
        Files.write(given.resolve("lib/libtorch_cpu.so"), arm);

        assertThatThrownBy(() -> Libtorch.in(given, true))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("SORA-5113", "libtorch_cpu.so", "built for aarch64");
        arm[4] = 1;
        Files.write(given.resolve("lib/libtorch_cpu.so"), arm);
        assertThatThrownBy(() -> Libtorch.in(given, true))
                .hasMessageContainingAll("SORA-5113", "not a 64-bit library");
    }

    /**
     * The libraries of a PyTorch of the system are mixed with the right ones (djl #2233, #3656).
     */
    @Test
    void refusesASecondPyTorchOnThePath() throws IOException {
        Libtorch right = Libtorch.in(given, true);
        Path other = MadeLibrary.libtorch(dir.resolve("other"), "2.5.1").resolve("lib");
        Path cuda = Files.createDirectories(dir.resolve("cuda/lib64"));
        Path alias = Files.createSymbolicLink(dir.resolve("alias"), right.folder());

        assertThat(path(right, cuda + ":" + other))
                .contains("SORA-5119  the variable LD_LIBRARY_PATH", "have   " + other);
        assertThat(path(right, "::" + cuda + ":" + alias + ":" + dir.resolve("absent"))).isEmpty();
    }

    private static String path(Libtorch right, String value) {
        return new GpuLibraries(right, true, Map.of("LD_LIBRARY_PATH", value))
                .obstacle()
                .map(Problem::toString)
                .orElse("");
    }

    /** The disk of the home is full (pytorch #156955): known before gigabytes are copied. */
    @Test
    void refusesADiskThatIsTooSmall() throws IOException {
        long size = new LibrarySource(given, dir.resolve("unused")).size();
        assertThat(size).isGreaterThan(8 * 4096);

        assertThatThrownBy(() -> new LibraryStore(home, at -> size - 1).stage(given, false, true))
                .hasMessageContainingAll("SORA-5124", "MB free", "--link");
        assertThat(names(home.resolve("engines"))).isEmpty();
        new LibraryStore(home, at -> size).stage(given, false, true).close();
        new LibraryStore(home, at -> 0).stage(given, true, true).close();
    }

    /** A folder of the home is a file, or of a system that takes no files (djl #1524). */
    @Test
    void reportsAHomeThatTakesNoFiles() throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("engines"), "in the way");

        for (Path place : List.of(home, Path.of("/proc/sora"))) {
            assertThatThrownBy(() -> new LibraryStore(place).stage(given, false, true))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("SORA-5124");
            assertThat(new LibraryStore(place).installed()).isEmpty();
        }
    }

    /** Links that lead to themselves. */
    @Test
    void followsNoLoopOfLinks() throws IOException {
        Path lib = given.resolve("lib");
        Files.createSymbolicLink(lib.resolve("again"), lib);
        Files.createSymbolicLink(lib.resolve("libloop.so"), lib.resolve("libloop.so"));
        Path loop = Files.createSymbolicLink(dir.resolve("loop"), dir.resolve("loop"));

        assertThatThrownBy(() -> Libtorch.in(loop, true)).hasMessageContaining("SORA-5112");
        assertThatThrownBy(() -> new LibraryStore(home).stage(loop, false, true))
                .hasMessageContaining("SORA-5123");
        try (Staged staged = new LibraryStore(home).stage(given, false, true)) {
            assertThat(names(staged.commit().folder())).hasSize(8);
        }
    }

    /**
     * Processes that unpack at the same time (javacpp #182, jib #1273): one wins, all are whole.
     */
    @Test
    void installsOnceIfSeveralInstallAtTheSameTime() throws Exception {
        int count = 4;
        CyclicBarrier together = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<String> install =
                        () -> {
                            try (Staged staged = new LibraryStore(home).stage(given, false, true)) {
                                together.await(30, TimeUnit.SECONDS);
                                staged.commit();
                                return "";
                            } catch (EngineException e) {
                                return e.problems().get(0).code();
                            }
                        };
                all.add(threads.submit(install));
            }
            List<String> results = new ArrayList<>();
            for (Future<String> each : all) {
                results.add(each.get());
            }
            assertThat(results).containsOnlyOnce("").contains("SORA-5122");
            assertThat(results.stream().filter("SORA-5122"::equals)).hasSize(count - 1);
        } finally {
            threads.shutdown();
        }
        assertThat(names(home.resolve("engines"))).containsExactly("gpu");
        LibraryStore store = new LibraryStore(home);
        store.note().orElseThrow().verify(store.installed().orElseThrow().folder());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
