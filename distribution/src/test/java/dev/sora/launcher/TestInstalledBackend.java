// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestInstalledBackend {

    @TempDir private Path dir;

    @Test
    void findsPluginsInBothFoldersInOrder() throws IOException {
        Path home = dir.resolve("home");
        Path user = dir.resolve("user");
        for (Path folder : new Path[] {home, user}) {
            Files.createDirectories(folder.resolve("plugins"));
            Files.createFile(folder.resolve("plugins/b.jar"));
            Files.createFile(folder.resolve("plugins/a.jar"));
            Files.createFile(folder.resolve("plugins/notes.txt"));
        }
        Installation installation = new Installation(home, user);
        assertThat(installation.shipped())
                .containsExactly(home.resolve("plugins/a.jar"), home.resolve("plugins/b.jar"));
        assertThat(installation.store().loose())
                .containsExactly(user.resolve("plugins/a.jar"), user.resolve("plugins/b.jar"));
    }

    @Test
    void leavesOutWhatIsNoPlugin() throws IOException {
        Path user = dir.resolve("user");
        Files.createDirectories(user.resolve("plugins"));
        Files.writeString(user.resolve("plugins/junk.jar"), "junk");
        InstalledBackend backend = new InstalledBackend(new Installation(dir, user), "0.1.0");
        try (backend) {
            backend.warm();
            assertThat(backend.host().offers()).isEmpty();
            assertThat(backend.host().problems()).hasSize(1);
        }
        assertThat(user.resolve("cache/framework")).isEmptyDirectory();
    }

    @Test
    void saysOnceThatItsFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        InstalledBackend backend = new InstalledBackend(new Installation(dir, file), "0.1.0");
        assertThatThrownBy(backend::host)
                .isInstanceOf(SoraException.class)
                .hasMessageStartingWith("SORA-3100");
        backend.close();
    }
}
