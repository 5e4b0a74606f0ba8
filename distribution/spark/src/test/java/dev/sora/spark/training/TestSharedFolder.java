// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
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

    /** A file system on which there is space for a few bytes. */
    public static final class FullFileSystem extends RawLocalFileSystem {

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path file,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            OutputStream whole =
                    super.create(file, overwrite, bufferSize, replication, blockSize, progress);
            return new FSDataOutputStream(
                    new FilterOutputStream(whole) {
                        private int written;

                        @Override
                        public void write(int value) throws IOException {
                            written++;
                            if (written > 8) {
                                throw new IOException("No space left on device");
                            }
                            out.write(value);
                        }
                    },
                    null);
        }
    }

    /**
     * ray-project/ray issue 32481: a full disk ended a training with a stack trace;
     * facebookresearch/metaseq issue 53: a checkpoint that could not be written stayed in part.
     */
    @Test
    void aFullDiskLeavesTheOlderFileAndNothingElse() throws Exception {
        Path small = Files.writeString(folder.resolve("small"), "state");
        Path large = Files.writeString(folder.resolve("large"), "a state without space");
        Map<String, String> full =
                Map.of(
                        "fs.file.impl",
                        FullFileSystem.class.getName(),
                        "fs.file.impl.disable.cache",
                        "true");
        String uri = folder.resolve("shared").toUri().toString();
        try (SharedFolder shared = SharedFolder.open(uri, full)) {
            shared.put(small, "epoch-0001.ckpt");

            assertThatThrownBy(() -> shared.put(large, "epoch-0001.ckpt"))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4431")
                    .hasMessageContaining("No space left on device");
            assertThat(shared.read("epoch-0001.ckpt")).contains("state");
            assertThat(folder.resolve("shared").toFile().list()).containsExactly("epoch-0001.ckpt");
        }
    }

    @Test
    void aFileSystemThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> SharedFolder.open("nowhere://name/runs", Map.of()))
                .hasMessageContaining("SORA-7009")
                .hasMessageContaining("nowhere");
    }
}
