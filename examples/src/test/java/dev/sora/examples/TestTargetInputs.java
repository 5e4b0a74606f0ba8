// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training says if an input reads what an output predicts. */
final class TestTargetInputs {

    private static final String CLASSES =
            """
            manifest: 1
            data:
              train: {type: csv, path: %s}
            inputs:
              size: {type: number, column: size}
              told: {type: category, column: %s}
            particles:
              known: {type: embedding, from: told, units: 2}
            combiners:
              both: {type: concat, from: [size, known]}
            outputs:
              kind: {type: classification, column: kind, from: both}
            training: {epochs: 1}
            """;

    private static final String CHOICES =
            """
            manifest: 1
            data:
              train: {type: generated-ratings, part: but-last, users: 60, items: 40}
            inputs:
              user: {type: user, column: user}
              item: {type: item, column: item}
            particles:
              product: {type: gmf, from: [user, item], factors: 4}
            outputs:
              liked: {type: implicit, user: user, item: item, from: product}
            training: {epochs: 1}
            """;

    @TempDir private Path folder;

    private List<String> notes(String manifest) {
        List<String> notes = new ArrayList<>();
        try (Lab lab = new Lab(folder)) {
            lab.train(
                    "run",
                    event -> {
                        if (event instanceof RunEvent.DataSummarised summarised) {
                            notes.addAll(summarised.summary().notes());
                        }
                    },
                    manifest);
        }
        return notes.stream().filter(note -> note.contains(" predicts")).toList();
    }

    private Path table() throws IOException {
        StringBuilder rows = new StringBuilder("size,shape,kind\n");
        for (int i = 0; i < 40; i++) {
            rows.append("%d.5,s%d,k%d\n".formatted(i, i % 5, i * 7 % 3));
        }
        return Files.writeString(folder.resolve("data.csv"), rows);
    }

    @Test
    void namesTheInputThatReadsTheTarget() throws IOException {
        assertThat(notes(CLASSES.formatted(table(), "kind")))
                .singleElement()
                .asString()
                .startsWith("input 'told' reads 'kind', which output 'kind' predicts");
    }

    @Test
    void saysNothingOfOtherColumns() throws IOException {
        assertThat(notes(CLASSES.formatted(table(), "shape"))).isEmpty();
    }

    /** Such an output chooses items: its columns are those of the inputs. */
    @Test
    void saysNothingOfOutputsThatChoose() {
        assertThat(notes(CHOICES)).isEmpty();
    }
}
