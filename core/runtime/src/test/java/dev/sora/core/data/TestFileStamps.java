// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestFileStamps {

    @TempDir private Path folder;

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "a");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void foldersAndFilesThatAreNotThereAreNotMissed() throws IOException {
        Path file = file("a");

        assertThat(new FileStamps(List.of(file, folder, folder.resolve("b"))).found())
                .containsExactly(file);
    }

    /** A file that somebody else removes while it is read is missed, the source's own is not. */
    @Test
    void whatTheSourceRemovesIsNotMissed() throws IOException {
        Path download = file("download");
        Path gone = file("gone");
        Path there = file("there");
        FileStamps stamps = new FileStamps(List.of(download, gone, there));
        delete(gone);

        stamps.close(() -> delete(download));

        assertThat(stamps.found()).containsExactly(gone, there);
    }
}
