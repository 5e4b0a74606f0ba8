// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trains with a manifest and its lock in another folder and another process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/sora is a script for POSIX shells")
final class ITFrozen {

    private static final String MANIFEST =
            """
            manifest: 1
            name: line
            seed: 7
            data:
              train: {type: csv, path: line.csv}
              validation: {fraction: 0.2}
            inputs:
              x: {type: number, column: x}
            particles:
              view: {type: dense, from: x, units: 16, activation: relu}
              rest: {type: dropout, from: view, rate: 0.2}
            outputs:
              y: {type: regression, column: y, from: rest}
            training:
              epochs: 3
              batch_size: 16
            """;

    @TempDir private Path dir;

    private void project(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("net.yaml"), MANIFEST);
        StringBuilder points = new StringBuilder("x,y\n");
        for (int i = 0; i < 200; i++) {
            points.append(i % 17 * 0.1).append(',').append(i % 17 * 0.3 + 1).append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), points);
    }

    private static byte[] weights(Path model) throws IOException {
        try (ZipFile zip = new ZipFile(model.toFile())) {
            return zip.getInputStream(zip.getEntry("weights.safetensors")).readAllBytes();
        }
    }

    @Test
    void givesTheSameWeightsOrSaysWhatDiffers() throws Exception {
        Packed packed = new Packed(dir);
        project(dir.resolve("here"));
        project(dir.resolve("there"));
        Packed.Outcome first = packed.run("train", "here/net.yaml", "--out", "here/out");
        assertThat(first.status()).as(first.err()).isZero();
        Files.copy(dir.resolve("here/out/sora.lock"), dir.resolve("there/sora.lock"));

        Packed.Outcome again =
                packed.run("train", "there/net.yaml", "--frozen", "--out", "there/out");

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(weights(dir.resolve("there/out/model.sora")))
                .isEqualTo(weights(dir.resolve("here/out/model.sora")));

        Files.writeString(dir.resolve("there/line.csv"), "x,y\n1,2\n2,3\n3,4\n4,5\n5,6\n");
        Packed.Outcome changed =
                packed.run("train", "there/net.yaml", "--frozen", "--out", "there/next");
        assertThat(changed.status()).isEqualTo(4);
        assertThat(changed.err()).contains("SORA-3630").contains("line.csv");
        assertThat(dir.resolve("there/next")).doesNotExist();

        Packed.Outcome all =
                packed.run(
                        "train",
                        "there/net.yaml",
                        "--frozen",
                        "--seed",
                        "8",
                        "--set",
                        "training.epochs=4",
                        "engine.threads=1");
        assertThat(all.status()).isEqualTo(4);
        assertThat(all.err())
                .contains("SORA-3619", "SORA-3620", "SORA-3621")
                .contains("needs  training.epochs: 3", "have   training.epochs: 4");
    }
}
