// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns whose types only the data determines. */
final class TestColumnTypes {

    private static final String MANIFEST =
            """
            manifest: 1
            data:
              train: {type: jsonl, path: train.jsonl}
            inputs:
              words: {type: text, column: x}
            particles:
              a: {type: embedding, from: words, units: 2}
              b: {type: pool, from: a}
            outputs:
              out: {type: classification, column: y, from: b}
            training: {epochs: 1}
            """;

    @TempDir private Path folder;

    private static SoraException failure(Lab lab) {
        return catchThrowableOfType(SoraException.class, () -> lab.train("run", MANIFEST));
    }

    @Test
    void areToldOfBeforeAnyRecordIsRead() throws IOException {
        Files.writeString(folder.resolve("train.jsonl"), "{\"x\": 1.5, \"y\": true}\nnot JSON\n");
        try (Lab lab = new Lab(folder)) {
            SoraException failure = failure(lab);

            assertThat(failure.problems()).hasSize(1);
            Problem problem = failure.problems().get(0);
            assertThat(problem.code()).isEqualTo("SORA-2402");
            assertThat(problem.message()).contains("'x'");
            assertThat(problem.where()).endsWith(".yaml:5:31");
            assertThat(problem.needs()).isEqualTo("a column of type text");
            assertThat(problem.have()).isEqualTo("number in data.train");
            assertThat(problem.fix())
                    .startsWith("read it with an input of type")
                    .contains("'number'");
        }
    }

    @Test
    void areNotLookedForInWhatIsNoJson() throws IOException {
        Files.writeString(folder.resolve("train.jsonl"), "text,label\ngood,1\n");
        try (Lab lab = new Lab(folder)) {
            SoraException failure = failure(lab);

            assertThat(failure.problems().get(0).where()).endsWith("train.jsonl:1");
        }
    }
}
