// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints in a folder that machines share. */
final class TestSharedFolder {

    @TempDir private Path folder;

    private SharedFolder open() {
        return SharedFolder.open(folder.resolve("shared").toUri().toString(), Map.of());
    }

    @Test
    void checkpointsAreOrderedByEpochAndStep() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "state");
        try (SharedFolder shared = open()) {
            assertThat(shared.checkpoints()).isEmpty();
            for (String name :
                    new String[] {
                        "epoch-0002.ckpt",
                        "epoch-0001.ckpt",
                        "epoch-0001-step-000010.ckpt",
                        "epoch-0001-step-000009.ckpt",
                        "epoch-10000.ckpt",
                        "notes.txt"
                    }) {
                shared.put(file, name);
            }

            assertThat(shared.checkpoints())
                    .containsExactly(
                            "epoch-10000.ckpt",
                            "epoch-0002.ckpt",
                            "epoch-0001-step-000010.ckpt",
                            "epoch-0001-step-000009.ckpt",
                            "epoch-0001.ckpt");
            shared.keep(2);
            assertThat(shared.checkpoints()).containsExactly("epoch-10000.ckpt", "epoch-0002.ckpt");
        }
    }

    @Test
    void aFileIsReplacedWholeAndLeavesNothingElse() throws Exception {
        try (SharedFolder shared = open()) {
            shared.write("attempt", "first");
            shared.write("attempt", "second");

            assertThat(shared.read("attempt")).contains("second");
            assertThat(shared.read("none")).isEmpty();
            assertThat(folder.resolve("shared").toFile().list()).containsExactly("attempt");
            Files.writeString(folder.resolve("shared/.part-of-a-killed-worker"), "half");
            shared.clear();
            assertThat(folder.resolve("shared").toFile().list()).containsExactly("attempt");
        }
    }

    @Test
    void aFileSystemThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> SharedFolder.open("nowhere://name/runs", Map.of()))
                .hasMessageContaining("SORA-7009")
                .hasMessageContaining("nowhere");
    }
}
