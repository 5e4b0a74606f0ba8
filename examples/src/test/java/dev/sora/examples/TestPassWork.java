// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PassWork;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.testkit.SampleRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operations of a pass, compared with an explicit count. */
final class TestPassWork {

    private static final String MANIFEST =
            """
            manifest: 1
            name: work
            data:
              train: %s
            inputs:
              in: %s
            particles: %s
            outputs:
              kind: {type: classification, column: label, classes: [a, b], from: last}
            training: {epochs: 1}
            """;

    @TempDir private Path folder;
    private Lab lab;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private double work(String source, String input, String particles, SampleRecords records) {
        Plan plan = lab.plan(MANIFEST.formatted(source, input, particles));
        return PassWork.multiplications(
                FittedGraph.of(
                        plan,
                        Map.of("in", plan.nodes(Node.Input.class).get(0).particle().fit(records)),
                        Map.of(
                                "kind",
                                plan.nodes(Node.Output.class).get(0).particle().fit(records))));
    }

    private String table() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "x,label\n1,a\n2,b\n");
        return "{type: csv, path: '%s'}".formatted(file);
    }

    @Test
    void countsEachMemberOfAGeneration() throws IOException {
        SampleRecords records =
                SampleRecords.of(
                                Column.of("x", ColumnType.NUMBER),
                                Column.of("label", ColumnType.TEXT))
                        .row(1.0, "a")
                        .row(2.0, "b");

        assertThat(
                        work(
                                table(),
                                "{type: number, column: x}",
                                "{first: {type: dense, from: in, units: 4, count: 3},"
                                        + " last: {type: dense, from: \"first[0]\", units: 5}}",
                                records))
                .isEqualTo(3 * (4 + 4) + (4 * 5 + 5) + (5 * 2 + 2));
    }

    @Test
    void countsAConvolutionAtEachPixel() {
        SampleRecords records =
                SampleRecords.of(
                                Column.of("image", ColumnType.IMAGE),
                                Column.of("label", ColumnType.TEXT))
                        .row(new ImageValue(6, 5, 1, new byte[30]), "a")
                        .row(new ImageValue(6, 5, 1, new byte[30]), "b");

        assertThat(
                        work(
                                "{type: drawn-digits, samples: 20}",
                                "{type: image, column: image}",
                                "{last: {type: conv2d, from: in, filters: 2, kernel: 3,"
                                        + " padding: same}, }",
                                records))
                .isGreaterThanOrEqualTo((2 * 9 + 2) * 30);
    }

    @Test
    void countsARecurrenceAtEachStepAndNoTableThatIsLookedUp() throws IOException {
        SampleRecords records =
                SampleRecords.of(
                                Column.of("x", ColumnType.TEXT),
                                Column.of("label", ColumnType.TEXT))
                        .row("one two three", "a")
                        .row("two four", "b");

        double gates = 4 * (7 * 3 + 7 * 7 + 7 + 7);
        assertThat(
                        work(
                                table(),
                                "{type: text, column: x, length: 40}",
                                "{words: {type: embedding, from: in, units: 3},"
                                        + " last: {type: lstm, from: words, units: 7}}",
                                records))
                .isBetween((gates - 28) * 40, gates * 40 + 16);
    }
}
