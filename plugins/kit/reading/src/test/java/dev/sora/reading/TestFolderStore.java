// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.source.PassedOver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class TestFolderStore {

    @TempDir private Path dir;

    /** A link to a file that was moved is reported, because its record is missing. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
    void reportsLinksThatLeadNowhere() throws IOException {
        Files.writeString(dir.resolve("a.txt"), "a");
        Files.createSymbolicLink(dir.resolve("b.txt"), Path.of("a.txt"));
        Files.createSymbolicLink(dir.resolve("gone.txt"), Path.of("nowhere.txt"));
        Files.createSymbolicLink(dir.resolve("self.txt"), Path.of("self.txt"));
        Files.createSymbolicLink(dir.resolve("up"), Path.of("."));

        FolderStore store = new FolderStore(dir, (name, head) -> Optional.empty(), 1000);

        assertThat(store.names()).containsExactly("a.txt", "b.txt");
        assertThat(store.passedOver())
                .extracting(PassedOver::reason)
                .containsExactly(
                        "links to files that do not exist",
                        "links to folders, which are not followed");
        assertThat(store.passedOver().get(0).examples()).containsExactly("gone.txt", "self.txt");
    }
}
