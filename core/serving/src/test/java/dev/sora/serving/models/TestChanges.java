// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.serving.models.RepositoryScan.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be seen for a moment is not removed. */
final class TestChanges {

    private static final VersionKey KEY = new VersionKey("kinds", "1");

    @TempDir private Path parent;

    private final Changes changes = new Changes();
    private Path folder;
    private Path file;

    @BeforeEach
    void create() throws IOException {
        folder = Files.createDirectory(parent.resolve("models"));
        file = Files.createDirectory(folder.resolve("kinds")).resolve("1.sora");
        Files.writeString(file, "a");
        RepositoryScan scan = new RepositoryScan(folder);
        assertThat(changes.gone(scan)).isEmpty();
        Map<VersionKey, Found> settled = changes.settled(scan, true);
        assertThat(settled).containsOnlyKeys(KEY);
        settled.forEach(changes::tried);
    }

    private boolean isGone() throws IOException {
        return !changes.gone(new RepositoryScan(folder)).isEmpty();
    }

    @Test
    void aPackageIsGoneAtTheSecondLook() throws IOException {
        Files.writeString(folder.resolve("other.sora"), "b");
        Files.delete(file);

        assertThat(isGone()).isFalse();
        assertThat(isGone()).isTrue();
        assertThat(isGone()).isFalse();
        assertThat(changes.known()).isEmpty();
    }

    @Test
    void aFolderThatIsRenamedForAMomentIsNotGone() throws IOException {
        Path aside = folder.resolve(".aside");
        for (int i = 0; i < 3; i++) {
            Files.move(file.getParent(), aside);
            assertThat(isGone()).isFalse();
            Files.move(aside, file.getParent());
            assertThat(isGone()).isFalse();
        }
    }

    @Test
    void aRepositoryThatCannotBeSeenOrIsAnotherEmptyFolderIsNotGone() throws IOException {
        Files.move(folder, parent.resolve("away"));
        assertThatThrownBy(this::isGone).isInstanceOf(IOException.class);
        Files.createDirectory(folder);
        for (int i = 0; i < 3; i++) {
            assertThat(isGone()).isFalse();
        }
    }

    @Test
    void twoPackagesOfOneVersionAreBothSeen() throws IOException {
        assertThat(new RepositoryScan(folder).found().get(KEY).isOneOfSeveral()).isFalse();
        Files.writeString(folder.resolve("kinds.sora"), "b");

        assertThat(new RepositoryScan(folder).found().get(KEY).isOneOfSeveral()).isTrue();
    }
}
