// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal belongs to one search at a time. */
final class TestJournal {

    @TempDir private Path dir;

    /** An attempt of the same process must not release its lock. */
    @Test
    void aRefusedSearchLeavesTheLock() throws IOException, InterruptedException {
        Path file = dir.resolve("journal");
        try (Journal journal = Journal.open(file)) {
            assertThat(journal.isEmpty()).isTrue();
            assertThatThrownBy(() -> Journal.open(file))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("another search uses this folder");
            assertThat(refusal(file)).contains("another search uses this folder");
        }
        Journal.open(file).close();
    }

    /** Returns what another process says that opens the journal. */
    private static String refusal(Path file) throws IOException, InterruptedException {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Opener.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var said = other.inputReader()) {
            return said.readLine();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    /** Another process. */
    static final class Opener {

        private Opener() {}

        /** Opens a journal and says why it cannot. */
        public static void main(String[] file) {
            try {
                Journal.open(Path.of(file[0]));
                System.out.println("opened");
            } catch (SoraException e) {
                System.out.println(e.problems().get(0).message());
            }
        }
    }
}
