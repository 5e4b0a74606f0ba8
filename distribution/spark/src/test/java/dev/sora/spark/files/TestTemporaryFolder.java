// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.problem.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestTemporaryFolder {

    @TempDir private Path parent;

    @Test
    void aFolderInUseStaysUntilItIsClosed() throws Exception {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.create(parent, "worker")) {
            path = folder.path();
            Files.writeString(path.resolve("state"), "of a worker");
            TemporaryFolder.create(parent, "worker").close();

            assertThat(path.resolve("state")).hasContent("of a worker");
        }
        assertThat(parent).isEmptyDirectory();
    }

    /**
     * apache/spark pull request 21390 (SPARK-24340): each executor that was killed left its files,
     * until the disk was full.
     */
    @Test
    void theFolderOfAKilledProcessIsRemovedByTheNextOne() throws Exception {
        Process other = process(Waiting.class);
        try {
            BufferedReader lines = other.inputReader();
            Path left = Path.of(lines.readLine());
            // a process that closes a file loses its locks on it, also those of another descriptor
            Path second = Path.of(lines.readLine());
            TemporaryFolder.create(parent, "worker").close();
            assertThat(left.resolve("state")).as("while the process runs").isRegularFile();
            assertThat(second).as("while the process runs").isDirectory();
            other.destroyForcibly();
            assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();

            TemporaryFolder.create(parent, "rows").close();
            assertThat(left).as("of another kind").isDirectory();
            TemporaryFolder.create(parent, "worker").close();

            assertThat(parent).isEmptyDirectory();
        } finally {
            other.destroyForcibly();
        }
    }

    /**
     * apache/spark pull request 13328 (SPARK-15562): a folder that was to be removed at the end of
     * the process stayed, because it was not empty.
     */
    @Test
    void aFolderUntilTheExitIsRemovedWithItsFiles() throws Exception {
        Process other = process(Ending.class);
        try {
            assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(other.inputReader().readLine()).isEqualTo("true");

            assertThat(parent).isEmptyDirectory();
        } finally {
            other.destroyForcibly();
        }
    }

    private Process process(Class<?> main) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Djava.io.tmpdir=" + parent,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void whatOnlyHasTheNameOfAFolderStays() throws Exception {
        Path without = Files.createDirectory(parent.resolve("sora-worker-1"));
        Path file = Files.createFile(parent.resolve("sora-worker-2"));
        TemporaryFolder.create(parent, "worker").close();

        assertThat(without).isDirectory();
        assertThat(file).isRegularFile();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path link = parent.resolve("sora-worker-3");
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path file = Files.createFile(elsewhere.resolve(".lock"));
        try {
            Files.createSymbolicLink(link, elsewhere);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            assumeTrue(false, "this system makes no links");
        }
        TemporaryFolder.create(parent, "worker").close();

        assertThat(file).isRegularFile();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void whatAProcessLeavesThatIsKilledBeforeItLocksItsFolderIsRemovedLater() throws Exception {
        Path old = unlocked("sora-worker-4");
        Path used = unlocked("sora-worker-5");
        Files.createFile(used.resolve("file"));
        Path young = unlocked("sora-worker-6");
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(old, before);
        Files.setLastModifiedTime(used, before);
        TemporaryFolder.create(parent, "worker").close();

        assertThat(old).doesNotExist();
        assertThat(used.resolve("file")).isRegularFile();
        assertThat(young.resolve(".lock.new")).isRegularFile();
    }

    private Path unlocked(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.createFile(folder.resolve(".lock.new"));
        return folder;
    }

    @Test
    void aFolderWhoseNeighboursCannotBeListedIsCreated() throws Exception {
        try {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("-wx------"));
            assumeFalse(Files.isReadable(parent), "this user reads all folders");
            TemporaryFolder folder = TemporaryFolder.create(parent, "worker");
            assertThat(folder.path()).isDirectory();
            folder.close();
            assertThat(folder.path()).doesNotExist();
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, "this system has other permissions");
        } finally {
            parent.toFile().setReadable(true);
        }
    }

    @Test
    void aParentThatDoesNotExistIsAProblem() {
        assertThatThrownBy(() -> TemporaryFolder.create(parent.resolve("none"), "worker"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4430");
    }

    /** A process that holds a folder until it is killed. */
    static final class Waiting {

        public static void main(String[] args) throws Exception {
            TemporaryFolder folder = TemporaryFolder.create("worker");
            Files.writeString(folder.path().resolve("state"), "of a worker");
            TemporaryFolder second = TemporaryFolder.create("worker");
            System.out.println(folder.path());
            System.out.println(second.path());
            Thread.sleep(TimeUnit.MINUTES.toMillis(10));
            second.close();
            folder.close();
        }
    }

    /** A process that ends while it holds a folder with a file. */
    static final class Ending {

        public static void main(String[] args) throws Exception {
            TemporaryFolder folder = TemporaryFolder.create("model");
            Path file = Files.writeString(folder.path().resolve("model"), "weights");
            folder.removeAtExit(file);
            System.gc();
            TemporaryFolder.create("model").close();
            System.out.println(Files.exists(file));
        }
    }
}
