// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
            Path left = Path.of(other.inputReader().readLine());
            TemporaryFolder.create(parent, "worker").close();
            assertThat(left).as("while the process runs").isDirectory();
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
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path file = Files.createFile(elsewhere.resolve(".lock"));
        try {
            Files.createSymbolicLink(parent.resolve("sora-worker-3"), elsewhere);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            assumeTrue(false, "this system makes no links");
        }
        TemporaryFolder.create(parent, "worker").close();

        assertThat(file).isRegularFile();
    }

    /** A process that holds a folder until it is killed. */
    static final class Waiting {

        public static void main(String[] args) throws Exception {
            TemporaryFolder folder = TemporaryFolder.create("worker");
            Files.writeString(folder.path().resolve("state"), "of a worker");
            System.out.println(folder.path());
            Thread.sleep(TimeUnit.MINUTES.toMillis(10));
            folder.close();
        }
    }

    /** A process that ends while it holds a folder with a file. */
    static final class Ending {

        public static void main(String[] args) throws Exception {
            Path folder = TemporaryFolder.untilExit("model").path();
            Path file = Files.writeString(folder.resolve("model"), "weights");
            file.toFile().deleteOnExit();
            System.gc();
            TemporaryFolder.create("model").close();
            System.out.println(Files.exists(file));
        }
    }
}
