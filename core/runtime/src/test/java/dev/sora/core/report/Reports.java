// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.report.Example.Probability;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports to test with. */
final class Reports {

    static final String HOSTILE =
            "</script><script>alert('gotcha')</script><!--{{data}}&amp;\u2028";

    private Reports() {}

    /** Two epochs, a part of every kind, and the name wherever a name can be. */
    static ReportData of(String name) {
        ConfusionMatrix matrix =
                new ConfusionMatrix(
                        "Confusion matrix",
                        List.of(name, "b"),
                        List.of(List.of(8L, 2L), List.of(1L, 9L)));
        byte[] png = Thumbnail.png(new byte[] {0, 50, 100, (byte) 200}, 2, 2, 1);
        List<Probability> top = List.of(new Probability(name, 0.75), new Probability("b", 0.25));
        List<OutputPart> parts =
                List.of(
                        matrix,
                        new ValueMatrix(
                                name,
                                name,
                                name,
                                List.of(name, "b"),
                                List.of(name),
                                List.of(List.of(0.5), List.of(Double.NaN)),
                                2,
                                1),
                        new ValueTable(
                                name,
                                name,
                                List.of(name),
                                List.of(true),
                                List.of(new ValueTable.Row(name, List.of(0.9)))),
                        new Scatter(
                                name,
                                name,
                                name,
                                true,
                                2,
                                List.of(1.0, 2.0),
                                List.of(1.5, Double.NaN)),
                        new Curves(
                                name,
                                name,
                                name,
                                name,
                                true,
                                List.of(
                                        new Curves.Line(
                                                name, List.of(0.0, 1.0), List.of(0.0, 1.0)))),
                        new ValueTable(
                                name,
                                List.of(name),
                                List.of(new ValueTable.Row(name, List.of(0.5)))),
                        new Examples(
                                name,
                                Examples.Verdict.WRONG,
                                3,
                                List.of(
                                        Example.ofPicture(name, png, name, "b", top)
                                                .marked(
                                                        List.of(
                                                                new Example.Box(
                                                                        name,
                                                                        Examples.Verdict.WRONG,
                                                                        0.1,
                                                                        0.2,
                                                                        0.6,
                                                                        0.9)),
                                                        List.of()),
                                        Example.ofText(name, name, "b", name, top)
                                                .marked(
                                                        List.of(),
                                                        List.of(
                                                                new Example.Span(
                                                                        name,
                                                                        Examples.Verdict.RIGHT,
                                                                        0,
                                                                        1))))));
        return new ReportData(
                new RunSummary(
                        name,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        7,
                        name,
                        12.5,
                        1000,
                        42,
                        42,
                        2,
                        "val_accuracy",
                        Map.of("train", 20L),
                        List.of(name)),
                Map.of("test", Map.of(name, Map.of("accuracy", 0.85, "loss", Double.NaN))),
                List.of(
                        new EpochRow(1, 0.1, 6, Map.of("loss", 0.9), Map.of("loss", 1.0)),
                        new EpochRow(2, 0.1, 6, Map.of("loss", 0.5), Map.of("loss", 0.7))),
                List.of(new OutputReport(name, name, "test", parts)),
                new PipelineGraph(
                        List.of(
                                new GraphNode(
                                        "in", GraphNode.Kind.INPUT, name, 1, "4", 0, Map.of()),
                                new GraphNode(
                                        name,
                                        GraphNode.Kind.OUTPUT,
                                        name,
                                        1,
                                        name,
                                        42,
                                        Map.of(name, name))),
                        List.of(new GraphEdge("in", name))),
                "name: " + name + "\n",
                Map.of(name, name),
                List.of(new Phase(name, 12.5)),
                new DataSection(
                        List.of(name),
                        20,
                        10,
                        List.of(
                                new DataSection.Row(
                                        name,
                                        "number",
                                        false,
                                        0.25,
                                        7,
                                        true,
                                        List.of(-1.0, 0.5, 2.0),
                                        List.of(3L, 0L, 4L),
                                        List.of(new DataSection.Value(name, 3))))));
    }
}
