// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import dev.sora.pytorch.NativeCache;
import dev.sora.pytorch.NativePlatform;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestLoading {

    @TempDir private Path dir;

    @Test
    void seesNoObstacleWhereTheLibrariesFit() {
        assertThat(new CpuEngineType().obstacle()).isEmpty();
    }

    @Test
    void saysWhichMachineTheLibrariesAreFor() throws IOException {
        Path description = dir.resolve("native/lib/pytorch.properties");
        Files.createDirectories(description.getParent());
        Files.writeString(description, "version=2.7.1\nclassifier=win-x86_64\n");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, null)) {
            assertThat(new CpuLibraries(loader).obstacle().map(Problem::code))
                    .hasValue("SORA-5101");
            assertThat(new CpuLibraries(loader).obstacle().map(Problem::have))
                    .hasValue("libraries for win-x86_64");
        }
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThat(new CpuLibraries(empty).obstacle().map(Problem::have)).hasValue("none");
        }
    }

    /** A failed start spoils the JVM, so each of these has one of its own. */
    @Test
    void saysWhichFolderCannotBeWritten() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "in the way");

        List<String> said = startWithCache(file.resolve("cache"));

        assertThat(said)
                .contains("SORA-5103  PyTorch's libraries could not be unpacked")
                .anyMatch(line -> line.startsWith("  where  " + file.resolve("cache")))
                .anyMatch(line -> line.contains("on " + NativePlatform.current()))
                .anyMatch(line -> line.startsWith("  fix    free disk space"))
                .contains("again: SORA-5103");
    }

    @Test
    void saysThatALibraryIsDamaged() throws Exception {
        Path folder = dir.resolve("pytorch").resolve(nativesVersion());
        Files.createDirectories(folder);
        for (String name : List.of("libc10.so", "libtorch.so", "libtorch_cpu.so")) {
            Files.writeString(folder.resolve(name), "cut off");
        }

        List<String> said = startWithCache(dir);

        assertThat(said)
                .contains("SORA-5105  PyTorch's libraries could not be loaded")
                .anyMatch(line -> line.startsWith("  have   " + folder))
                .anyMatch(line -> line.contains("delete that folder"))
                .anyMatch(line -> line.contains("then start again"));
    }

    @Test
    void refusesToStartAnotherCopyThatIsRegistered() throws Exception {
        List<String> said = start(StartAfterOther.class, dir);

        assertThat(said)
                .contains("SORA-5107  another copy of DJL's PyTorch engine is active")
                .noneMatch(line -> line.contains("was started"));
    }

    private static String nativesVersion() throws IOException {
        Path cache = NativeCache.folder().resolve("pytorch");
        // The folder that this JVM's own start has filled, or will fill, has the right name.
        CpuRuntime.load();
        try (var folders = Files.list(cache)) {
            Optional<Path> found = folders.filter(Files::isDirectory).findFirst();
            return found.orElseThrow().getFileName().toString();
        }
    }

    private List<String> startWithCache(Path cache) throws Exception {
        return start(Start.class, cache);
    }

    private List<String> start(Class<?> application, Path cache) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path said = dir.resolve("said.txt");
        Process process =
                new ProcessBuilder(
                                java.toString(),
                                "-DDJL_CACHE_DIR=" + cache,
                                "-cp",
                                System.getProperty("java.class.path"),
                                application.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(said, StandardCharsets.UTF_8);
    }
}
