// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of results belongs to one training at a time. */
final class TestFolderLock {

    @TempDir private Path dir;

    @Test
    void oneTrainingAtATimeWritesIntoAFolder() {
        Path out = dir.resolve("runs/first");
        try (RunFolder first = RunFolder.open(out)) {
            assertRefused(out);
            assertThat(first.checkpoints()).isEqualTo(out.resolve("checkpoints"));
        }
        RunFolder.open(out).close();
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aTrainingThatFailsLeavesNoFolder() {
        RunFolder failed = RunFolder.open(dir.resolve("runs/first"));
        failed.abandon();
        failed.close();
        assertThat(dir).isEmptyDirectory();
    }

    /** A training that is aborted before it begins ends where it looks for that, not here. */
    @Test
    void anInterruptedThreadLocksAFolderAndStaysInterrupted() {
        Path out = dir.resolve("runs/first");
        boolean interrupted;
        Thread.currentThread().interrupt();
        try (RunFolder first = RunFolder.open(out)) {
            interrupted = Thread.interrupted();
            assertRefused(out);
        } finally {
            Thread.interrupted();
        }
        assertThat(interrupted).isTrue();
        assertThat(out).isEmptyDirectory();
    }

    /** As after kill -9: the file stays, and the lock does not. */
    @Test
    void aTrainingOfAnotherProcessHasTheFolderUntilItEnds()
            throws IOException, InterruptedException {
        Process other = process(dir);
        try (BufferedReader lines = other.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("held");
            assertRefused(dir);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(dir).isNotEmptyDirectory();
        RunFolder.open(dir).close();
        assertThat(dir).isEmptyDirectory();
    }

    /** A process that closes a file loses its locks on it, also those of another descriptor. */
    @Test
    void aSecondTrainingOfThisProcessDoesNotReleaseTheFolderOfTheFirst()
            throws IOException, InterruptedException {
        Path out = Files.createDirectory(dir.resolve("first"));
        Path link = dir.resolve("link");
        try (RunFolder first = RunFolder.open(out)) {
            assertRefused(out);
            assertRefused(Path.of("").toAbsolutePath().relativize(out));
            try {
                Files.createSymbolicLink(link, out);
                assertRefused(link);
            } catch (UnsupportedOperationException | FileSystemException e) {
                // this system makes no links
            }
            Process other = process(out);
            try (BufferedReader lines = other.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("SORA-4488");
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
        RunFolder.open(out).close();
    }

    private static Process process(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void assertRefused(Path folder) {
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4488")
                .hasMessageContaining("--out");
    }

    /** Another process. */
    static final class Holder {

        private Holder() {}

        /** Locks a folder until the process is ended. */
        public static void main(String[] folder) throws IOException {
            try {
                RunFolder.open(Path.of(folder[0]));
                System.out.println("held");
                System.in.read();
            } catch (DataException e) {
                System.out.println(e.problems().get(0).code());
            }
        }
    }
}
