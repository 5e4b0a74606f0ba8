// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Installs libraries for the GPU engine and trains with them, with the processor instead of a GPU:
 * the libraries are those for CPUs.
 */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the GPU engine's platform")
final class ITEngines {

    private static final String MANIFEST =
            """
            manifest: 1
            seed: 7
            data:
              train: {type: csv, path: line.csv}
            inputs:
              x: {type: number, column: x}
            particles:
              view: {type: dense, from: x, units: 16, activation: relu}
            outputs:
              y: {type: regression, column: y, from: view}
            training: {epochs: 2, batch_size: 16}
            """;

    @TempDir private Path dir;

    private Packed packed;

    @Test
    void installsLibrariesAndTrainsWithThem() throws Exception {
        packed = Packed.onNewMachine(dir);
        assertThat(done("engine", "test", "cpu")).contains("computes", "PyTorch 2.7.1");
        Path libraries = unpacked();
        Files.writeString(libraries.resolve("build-version"), "2.7.1+cpu\n");

        Packed.Outcome forCpus =
                packed.run("engine", "install", "gpu", "--from", libraries.toString());
        assertThat(forCpus.status()).isEqualTo(6);
        assertThat(forCpus.err()).contains("SORA-5114", "where  " + libraries);
        assertThat(done("engine", "list")).contains("not installed");

        packed.set("SORA_JAVA_OPTS", "-Dsora.test.gpu.device=cpu");
        assertThat(done("engine", "install", "gpu", "--from", libraries.toString(), "--link"))
                .contains("installed", "2.7.1+cpu", "instead of a GPU");
        train();
        assertThat(dir.resolve("out/sora.lock")).content().contains("\"engine-gpu/gpu\"");
        done("train", "net.yaml", "--out", "named", "--set", "engine.type=gpu");

        // without the property, the same libraries cannot run, and the model is used on the CPU
        packed.set("SORA_JAVA_OPTS", "");
        assertThat(done("evaluate", "named/model.sora", "--data", "line.yaml")).contains("rmse");
        Packed.Outcome named =
                packed.run("train", "net.yaml", "--out", "no", "--set", "engine.type=gpu");
        assertThat(named.status()).isEqualTo(6);
        // the driver is checked first: most machines of tests have none
        assertThat(named.err())
                .contains("--set engine.type=gpu")
                .containsAnyOf("SORA-5116", "SORA-5114");
        assertThat(dir.resolve("no")).doesNotExist();
    }

    private void train() throws Exception {
        StringBuilder points = new StringBuilder("x,y\n");
        for (int i = 0; i < 200; i++) {
            points.append(i % 17 * 0.1).append(',').append(i % 17 * 0.3 + 1).append('\n');
        }
        Files.writeString(dir.resolve("line.csv"), points);
        Files.writeString(dir.resolve("line.yaml"), "{type: csv, path: line.csv}\n");
        Files.writeString(dir.resolve("net.yaml"), MANIFEST);
        done("train", "net.yaml", "--out", "out");
    }

    private String done(String... words) throws Exception {
        Packed.Outcome outcome = packed.run(words);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private Path unpacked() throws IOException {
        try (Stream<Path> found = Files.walk(dir.resolve("home/cache/natives"))) {
            return found.filter(file -> file.endsWith("libtorch.so"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }
}
