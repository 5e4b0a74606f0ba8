// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestAtomicFile {

    @TempDir private Path folder;

    @Test
    void replacesAFile() throws IOException {
        Path file = folder.resolve("a.txt");

        AtomicFile.writeText(file, "größer");
        AtomicFile.writeText(file, "größe");

        assertThat(file).hasContent("größe");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void givesThePermissionsOfAnyNewFile() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path plain = Files.createFile(folder.resolve("plain"));
        Path file = folder.resolve("atomic");

        AtomicFile.writeText(file, "x");

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void leavesTheOldFileAndNothingElseWhenTheContentFails() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeText(file, "old");
        IllegalStateException fault = new IllegalStateException("half way");

        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write(new byte[1 << 20]);
                                            throw fault;
                                        }))
                .isSameAs(fault);

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void writesOnAThreadThatWasInterrupted() {
        Path file = folder.resolve("a.txt");
        Thread.currentThread().interrupt();
        try {
            AtomicFile.writeText(file, "saved");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(file).hasContent("saved");
    }

    @Test
    void saysThatTheFolderIsMissing() {
        Path file = folder.resolve("no/a.txt");

        assertThatThrownBy(() -> AtomicFile.writeText(file, ""))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        """
                        SORA-4430  the folder of the file does not exist
                          where  %s
                          needs  the folder %s
                          fix    create the folder, or choose another"""
                                .formatted(file, file.getParent()));
    }

    @Test
    void saysThatTheFolderIsAFile() throws IOException {
        Files.createFile(folder.resolve("f"));

        assertThatThrownBy(() -> AtomicFile.writeText(folder.resolve("f/a.txt"), ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4430  the folder of the file is not a folder");
    }

    @Test
    void saysThatPermissionIsMissing() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false));
        // The administrator may write everywhere.
        assumeFalse(Files.isWritable(closed));

        assertThatThrownBy(() -> AtomicFile.writeText(closed.resolve("a.txt"), ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4432  no permission to write the file")
                .hasMessageContaining("needs  permission to write in " + closed);
    }

    @Test
    void saysThatAFolderIsInTheWay() throws IOException {
        Path file = Files.createDirectory(folder.resolve("d"));

        assertThatThrownBy(() -> AtomicFile.writeText(file, ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4433  a folder is where the file should go");
    }

    @Test
    void saysThatTheDiskIsFull() throws IOException {
        Path file = folder.resolve("a.txt");

        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            throw new IOException("No space left on device");
                                        }))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4431  there is no space left for the file")
                .hasMessageContaining("a.txt");
        assertThat(names()).isEmpty();
    }

    @Test
    void digestsFilesAndTextsAlike() {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> out.write("abc".getBytes(StandardCharsets.US_ASCII)));

        assertThat(Digests.sha256(file))
                .isEqualTo(Digests.sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
