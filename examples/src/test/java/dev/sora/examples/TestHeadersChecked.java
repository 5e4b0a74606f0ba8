// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan reads the headers of files, so that a misspelt column is reported before data is read. */
final class TestHeadersChecked {

    private static Lab lab;

    @TempDir private static Path folder;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "age,income\n1,a\n2,b\n");
        Files.writeString(folder.resolve("t.jsonl"), "{\"age\":1,\"income\":\"a\"}\n");
        Files.writeString(folder.resolve("empty.csv"), "");
    }

    private static String manifest(String source) {
        return """
               manifest: 1
               data:
                 train: %s
               inputs:
                 x: {type: number, column: agee}
               outputs:
                 y: {type: classification, column: incom, from: x}
               """
                .formatted(source);
    }

    private static List<Problem> problems(String source) {
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> lab.plan(manifest(source)));
        assertThat(thrown).as("a refusal of %s", source).isNotNull();
        return thrown.problems();
    }

    @Test
    void allMisspeltColumnsOfACsvAreNamedAtOnce() {
        List<Problem> problems = problems("{type: csv, path: t.csv}");

        assertThat(problems).extracting(Problem::code).containsExactly("SORA-2401", "SORA-2401");
        assertThat(problems)
                .extracting(Problem::fix)
                .containsExactly("did you mean 'age'?", "did you mean 'income'?");
    }

    @Test
    void soAreThoseOfJsonLines() {
        assertThat(problems("{type: jsonl, path: t.jsonl}"))
                .extracting(Problem::code)
                .containsExactly("SORA-2401", "SORA-2401");
    }

    @Test
    void aFileThatIsNotThereLeavesTheColumnsUnchecked() {
        assertThat(lab.plan(manifest("{type: csv, path: absent.csv}")).unchecked())
                .containsExactly("the columns of data.train: they are known once it is read");
    }

    @Test
    void aFileThatIsBrokenIsNotedWithItsReason() {
        assertThat(lab.plan(manifest("{type: csv, path: empty.csv}")).unchecked())
                .singleElement()
                .asString()
                .startsWith("the columns of data.train: ")
                .contains("empty.csv");
    }
}
