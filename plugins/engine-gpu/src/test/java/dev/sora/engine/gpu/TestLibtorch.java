// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What folders a user may name, each before anything is loaded. */
final class TestLibtorch {

    @TempDir private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"2.7.1+cu128", "2.7.1"})
    void acceptsTheRightOne(String version) throws IOException {
        MadeLibrary.libtorch(dir, version);

        Libtorch found = Libtorch.in(dir, true);

        assertThat(found).isEqualTo(new Libtorch(dir.resolve("lib"), version));
        assertThat(Libtorch.in(dir.resolve("lib"), true)).isEqualTo(found);
    }

    @Test
    void acceptsThePackageOfPython() throws IOException {
        MadeLibrary.libtorch(dir.resolve("torch"), "");
        Files.delete(dir.resolve("torch/build-version"));
        Files.writeString(
                dir.resolve("torch/version.py"),
                "debug = False\n__version__ = '2.7.1+cu128'\ncuda: Optional[str] = '12.8'\n");

        assertThat(Libtorch.in(dir, true).version()).isEqualTo("2.7.1+cu128");
    }

    @Test
    void refusesAFolderOfSomethingElse() throws IOException {
        assertProblem(dir, "SORA-5112", "have   a folder without it");
        assertProblem(dir.resolve("absent"), "SORA-5112", "have   not a folder");
        Path file = Files.writeString(dir.resolve("file"), "");
        assertProblem(file, "SORA-5112", "have   not a folder");
    }

    /** The commonest mistake: the page of PyTorch offers the build for CPUs first. */
    @Test
    void refusesARealBuildForCpus() throws IOException {
        assertProblem(
                CpuLibtorch.folder(),
                "SORA-5114  these libraries of PyTorch compute on CPUs only",
                "have   2.7.1+cpu, neither of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8.0+cu128", "2.7.1+cu126", "2.7.10+cu128", "2.7.1+rocm6.3", "", "?"})
    void refusesAnotherVersion(String version) throws IOException {
        MadeLibrary.libtorch(dir, version);

        assertProblem(
                dir,
                "SORA-5115  the binding does not fit this version of PyTorch",
                "needs  2.7.1+cu128",
                "have   " + (version.isEmpty() ? "an unknown version" : version));
    }

    @Test
    void refusesLibrariesWithoutAVersion() throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        Files.delete(dir.resolve("build-version"));

        assertProblem(dir, "SORA-5115", "no file build-version or version.py");
    }

    @ParameterizedTest
    @ValueSource(strings = {"libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so"})
    void namesTheLibraryThatIsMissing(String name) throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        Files.delete(dir.resolve("lib").resolve(name));

        assertProblem(dir, "SORA-5113  the library '%s' is missing".formatted(name), "needs");
    }

    /** The loader of Linux would name libtorch_cuda.so, which exists. */
    @Test
    void namesTheLibraryThatALibraryNeeds() throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        Files.delete(dir.resolve("lib/libcudnn.so.9"));

        assertProblem(
                dir,
                "SORA-5113  the library 'libcudnn.so.9' is missing",
                "needs  libcudnn.so.9: libtorch_cuda.so needs it");
    }

    /** A machine often has another major version of cuDNN, which the loader does not accept. */
    @Test
    void acceptsNoOtherVersionOfALibrary() throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        Files.move(dir.resolve("lib/libcudnn.so.9"), dir.resolve("lib/libcudnn.so.8"));

        assertProblem(dir, "SORA-5113  the library 'libcudnn.so.9' is missing");
    }

    /** The libraries of CUDA are packages of their own, to which run paths lead. */
    @Test
    void followsTheRunPathsOfThePackageOfPython() throws IOException {
        MadeLibrary.libtorch(dir.resolve("torch"), "2.7.1+cu128");
        Path cudnn = dir.resolve("nvidia/cudnn/lib/libcudnn.so.9");
        Files.createDirectories(cudnn.getParent());
        Files.move(dir.resolve("torch/lib/libcudnn.so.9"), cudnn);
        MadeLibrary.write(
                dir.resolve("torch/lib/libtorch_cuda.so"),
                "$ORIGIN/../../nvidia/cudnn/lib:$ORIGIN",
                List.of("libc10_cuda.so", "libcudnn.so.9"));

        assertThat(Libtorch.in(dir, true).version()).isEqualTo("2.7.1+cu128");
    }

    @Test
    void refusesALibraryThatIsCutShort() throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        Path library = dir.resolve("lib/libtorch_cuda.so");
        Files.write(library, new byte[0]);

        assertProblem(
                dir, "SORA-5113  a library that the GPU engine needs cannot be used", "cut short");
    }

    /** The binding loads them, and no digest would cover them. */
    @ParameterizedTest
    @ValueSource(strings = {"more/deep/libx.so", "more/libx.so.1.2", "x.dylib", "a b.so"})
    void refusesLibrariesThatTheBindingWouldLoadToo(String name) throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        Files.createDirectories(dir.resolve("lib/more/notes"));
        Files.writeString(dir.resolve("lib/more/notes/libx.so.txt"), "");
        assertThat(Libtorch.in(dir, true).version()).isEqualTo("2.7.1+cu128");
        Path file = dir.resolve("lib").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, MadeLibrary.bytes());

        assertProblem(dir, "SORA-5133  a file would be loaded", "where  " + file);
    }

    /** A file of some kilobytes must not keep the check busy, nor end it early. */
    @Test
    void refusesLibrariesThatNeedTooMany() throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        Path library = dir.resolve("lib/libtorch_cuda.so");
        MadeLibrary.write(library, "$ORIGIN", Collections.nCopies(201, "a"));
        assertProblem(dir, "SORA-5113", "have   it names more than 200 libraries");

        String folders =
                IntStream.rangeClosed(0, 200)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(":"));
        MadeLibrary.write(library, folders, List.of("libc10_cuda.so"));
        assertProblem(dir, "SORA-5113", "its run path has more than 200 folders");
    }

    @Test
    void refusesAChainOfLibrariesThatIsTooLong() throws IOException {
        MadeLibrary.libtorch(dir, "2.7.1+cu128");
        for (int i = 0; i <= 1000; i++) {
            MadeLibrary.write(dir.resolve("lib/l%d.so".formatted(i)), "l%d.so".formatted(i + 1));
        }
        MadeLibrary.write(dir.resolve("lib/libtorch_cuda.so"), "l0.so");

        assertProblem(dir, "SORA-5113", "have   more than 1,000 libraries are needed");
    }

    private static void assertProblem(Path folder, String... parts) {
        assertThatThrownBy(() -> Libtorch.in(folder, true))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(parts);
    }
}
