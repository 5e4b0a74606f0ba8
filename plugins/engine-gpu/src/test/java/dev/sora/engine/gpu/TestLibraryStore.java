// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.engine.LibraryInstaller.Installed;
import dev.sora.engine.LibraryInstaller.Staged;
import dev.sora.problem.EngineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries are installed whole or not at all, and are the same when they are used. */
final class TestLibraryStore {

    @TempDir private Path dir;

    private LibraryStore store;
    private Path given;

    @BeforeEach
    void open() throws IOException {
        store = new LibraryStore(dir.resolve("home"));
        given = MadeLibrary.libtorch(dir.resolve("given"), "2.7.1+cu128");
    }

    @Test
    void installsAFolderAndRemovesIt() throws IOException {
        Files.writeString(given.resolve("lib/notes.txt"), "not a library");
        Files.createDirectories(given.resolve("include"));

        Installed installed = commit(given, false);

        assertThat(installed.folder()).isEqualTo(dir.resolve("home/engines/gpu/lib"));
        assertThat(installed.version()).isEqualTo("2.7.1+cu128");
        assertThat(installed.bytes()).isPositive();
        assertThat(installed.linked()).isFalse();
        assertThat(store.installed()).hasValue(installed);
        assertThat(names(installed.folder())).hasSize(8).doesNotContain("notes.txt");
        assertThat(names(dir.resolve("home/engines"))).containsExactly("gpu");

        assertThat(store.remove()).isTrue();
        assertThat(store.installed()).isEmpty();
        assertThat(store.remove()).isFalse();
        assertThat(names(dir.resolve("home/engines"))).isEmpty();
        assertThat(given.resolve("lib/libtorch.so")).exists();
    }

    @Test
    void linksAFolderThatStaysWhereItIs() throws IOException {
        Installed installed = commit(given, true);

        assertThat(installed.folder()).isEqualTo(given.resolve("lib"));
        assertThat(installed.linked()).isTrue();
        assertThat(names(dir.resolve("home/engines/gpu"))).containsExactly("libraries.txt");
        store.remove();
        assertThat(given.resolve("lib/libtorch.so")).exists();
    }

    @Test
    void installsAnArchive() throws IOException {
        Path archive = archive("libtorch/", Path.of(""));

        Installed installed = commit(archive, false);

        assertThat(installed.version()).isEqualTo("2.7.1+cu128");
        assertThat(names(installed.folder())).hasSize(8);
    }

    @Test
    void leavesNothingUnlessItIsCommitted() throws IOException {
        try (Staged staged = store.stage(given, false, true)) {
            assertThat(staged.settings().get("libtorch").toString())
                    .startsWith(dir.resolve("home/engines/.gpu-").toString());
            assertThat(store.installed()).isEmpty();
        }
        assertThat(names(dir.resolve("home/engines"))).isEmpty();

        Files.delete(given.resolve("lib/libcudnn.so.9"));
        assertRefused(
                given, "SORA-5113  the library 'libcudnn.so.9' is missing", "where  " + given);
        assertThat(names(dir.resolve("home/engines"))).isEmpty();
    }

    /** A process that is killed while it copies leaves gigabytes behind. */
    @Test
    void deletesTheCopiesOfProcessesThatWereKilled() throws IOException {
        Path engines = dir.resolve("home/engines");
        for (String name : List.of(".gpu-old", ".gpu-new", "other")) {
            MadeLibrary.write(engines.resolve(name).resolve("lib/libtorch.so"));
        }
        Files.setLastModifiedTime(engines.resolve(".gpu-old"), FileTime.fromMillis(0));
        Files.setLastModifiedTime(engines.resolve("other"), FileTime.fromMillis(0));

        commit(given, false);

        assertThat(names(engines)).containsExactly(".gpu-new", "gpu", "other");
    }

    @Test
    void replacesNothingSilently() throws IOException {
        try (Staged late = store.stage(given, false, true)) {
            commit(given, false);
            assertThatThrownBy(late::commit).hasMessageContaining("SORA-5122");
        }
        assertRefused(given, "SORA-5122  PyTorch for GPUs is installed already");
        assertThat(store.installed()).isPresent();
    }

    @Test
    void noticesWhatChangedSinceThen() throws IOException {
        Installed installed = commit(given, false);
        Path library = installed.folder().resolve("libcudnn.so.9");
        LibraryNote note = store.note().orElseThrow();
        note.verify(installed.folder());

        Files.setLastModifiedTime(library, FileTime.fromMillis(1));
        note.verify(installed.folder());

        Files.write(library, MadeLibrary.bytes("libm.so.6"));
        assertThatThrownBy(() -> note.verify(installed.folder()))
                .hasMessageContainingAll("SORA-5121", library.toString(), "another SHA-256");
        Files.delete(library);
        assertThatThrownBy(() -> note.verify(installed.folder()))
                .hasMessageContainingAll("SORA-5121", "it is missing");
    }

    /** DJL loads all libraries of the folder. */
    @Test
    void noticesALibraryThatWasAdded() throws IOException {
        Installed installed = commit(given, false);
        MadeLibrary.write(installed.folder().resolve("libextra.so"));

        assertThatThrownBy(() -> store.note().orElseThrow().verify(installed.folder()))
                .hasMessageContainingAll("SORA-5121", "libextra.so", "it was added");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sora-libraries 2\nx\nlib\n\n", "sora-libraries 1\nx\nlib\n../a\n"})
    void refusesAListThatIsDamaged(String text) throws IOException {
        commit(given, false);
        Files.writeString(dir.resolve("home/engines/gpu/libraries.txt"), text);

        assertThatThrownBy(store::note)
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("SORA-5121", "cannot be read");
        assertThat(store.remove()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../lib/libevil.so", "/lib/libevil.so", "a/../../lib/x.so", "a\\lib\\x.so"})
    void readsNoPathOutsideOfAnArchive(String path) throws IOException {
        Path archive = archive("libtorch/", Path.of(path));

        assertRefused(archive, "SORA-5123", "points outside of it");
        assertThat(names(dir)).containsExactlyInAnyOrder("given", "home", "archive.zip");
        assertThat(names(dir.resolve("home/engines"))).isEmpty();
    }

    @Test
    void readsNoMoreThanItMay() throws IOException {
        Path target = dir.resolve("target");
        LibrarySource source = new LibrarySource(archive("", Path.of("")), target, 10_000);

        assertThatThrownBy(source::copy).hasMessageContainingAll("SORA-5123", "is too large");
        try (Stream<Path> files = Files.list(target.resolve("lib"))) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum())
                    .isLessThanOrEqualTo(10_000);
        }
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused(dir.resolve("absent.zip"), "SORA-5123", "it does not exist");
        Path text = Files.writeString(dir.resolve("libtorch.tar.gz"), "not a ZIP archive");
        assertRefused(text, "SORA-5123", "it is not a ZIP archive");
        Path twice = archive("libtorch/", Path.of("other/lib/libc10.so"));
        assertRefused(twice, "SORA-5123", "it has two files 'libc10.so'");
    }

    @Test
    void reportsAHomeThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "in the way");

        assertThatThrownBy(() -> new LibraryStore(file).stage(given, false, true))
                .hasMessageContainingAll("SORA-5124", "--link");
    }

    private Installed commit(Path source, boolean link) {
        try (Staged staged = store.stage(source, link, true)) {
            return staged.commit();
        }
    }

    private void assertRefused(Path source, String... parts) {
        assertThatThrownBy(() -> store.stage(source, false, true))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(parts);
    }

    private Path archive(String prefix, Path extra) throws IOException {
        Path archive = dir.resolve("archive.zip");
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(given)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(prefix + given.relativize(each)));
                zip.write(Files.readAllBytes(each));
            }
            zip.putNextEntry(new ZipEntry(prefix + "include/torch/version.py"));
            if (!extra.toString().isEmpty()) {
                zip.putNextEntry(new ZipEntry(extra.toString()));
                zip.write(MadeLibrary.bytes());
            }
        }
        return archive;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
