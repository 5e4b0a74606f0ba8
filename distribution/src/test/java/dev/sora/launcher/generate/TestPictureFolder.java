// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Prediction;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of generated pictures appears with its contents, or not at all. */
final class TestPictureFolder {

    private static final String DOT =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAg"
                    + "ABSK+kcQAAAABJRU5ErkJggg==";

    @TempDir private Path parent;

    @Test
    void createsTheFolderWithThePictures() throws IOException {
        Path folder = parent.resolve("some/where");
        PictureFolder pictures = new PictureFolder(folder);
        assertThat(parent).isEmptyDirectory();

        Prediction dot =
                new Prediction("x", 1, Map.of(), Map.of("p", Map.of("v", DOT)), Optional.empty());
        assertThat(pictures.write(List.of(dot, dot), List.of("7", "7"))).isEqualTo(2);

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "7-0001.png", "7-0002.png", "generated.jsonl", "sheet.png");
    }

    @Test
    void refusesFilesAndFoldersWithFiles() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "text");

        assertThatThrownBy(() -> new PictureFolder(file))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-1006");
        assertThatThrownBy(() -> new PictureFolder(parent))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-1009");
    }
}
