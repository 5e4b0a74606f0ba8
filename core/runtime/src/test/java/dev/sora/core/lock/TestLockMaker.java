// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestLockMaker {

    @TempDir private Path folder;

    @Test
    void namesAFileThatIsGoneSinceItWasRead() throws IOException {
        Path there = Files.writeString(folder.resolve("there.csv"), "a");
        Path gone = folder.resolve("gone.csv");

        assertThat(LockMaker.files(Map.of("train", List.of(there, folder)), Set.of(there)))
                .extracting(file -> file.sha256().isEmpty())
                .containsExactly(false, true);
        assertThatThrownBy(
                        () ->
                                LockMaker.files(
                                        Map.of("train", List.of(there, gone)), Set.of(there, gone)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4011")
                .hasMessageContaining("a file of the train data was deleted")
                .hasMessageContaining("gone.csv");
    }

    /** An address, a file that was never there, or one that is only tested on. */
    @Test
    void whatNeedNotBeThereHasNoDigest() throws IOException {
        Path train = Files.writeString(folder.resolve("train.csv"), "a");

        assertThat(
                        LockMaker.files(
                                Map.of(
                                        "train",
                                        List.of(train, folder.resolve("bucket/part-0")),
                                        "test",
                                        List.of(folder.resolve("test.csv"))),
                                Set.of(train)))
                .extracting(file -> file.part() + file.sha256().isEmpty())
                .containsExactlyInAnyOrder("trainfalse", "traintrue", "testtrue");
    }
}
