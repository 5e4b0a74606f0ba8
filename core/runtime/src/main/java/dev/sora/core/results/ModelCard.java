// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.lock.SoraVersion;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Purpose;
import dev.sora.core.retrieval.DataProcedure;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the model card: a description of the model in Markdown for users of the file. */
public final class ModelCard {

    private ModelCard() {}

    public static String of(
            FittedGraph graph,
            List<NodeInfo> nodes,
            Map<String, Long> records,
            Metrics<Double> metrics) {
        Plan plan = graph.plan();
        StringBuilder card = new StringBuilder();
        card.append("# ").append(plan.name()).append("\n\n");
        card.append("Trained by Sora ").append(SoraVersion.get());
        card.append(" with seed ").append(plan.seed()).append(" on ");
        card.append(records.getOrDefault("train", 0L)).append(" records.\n\n");
        Purpose.of(plan.resolved())
                .forEach(
                        (heading, text) ->
                                card.append("## ")
                                        .append(heading)
                                        .append("\n\n")
                                        .append(text)
                                        .append("\n\n"));
        card.append("## Particles\n\n| name | kind | type | count | from | shape | parameters |\n");
        card.append("| --- | --- | --- | ---: | --- | --- | ---: |\n");
        for (NodeInfo node : nodes) {
            card.append(
                    "| %s | %s | %s | %d | %s | %s | %d |%n"
                            .formatted(
                                    node.name(),
                                    node.kind(),
                                    node.type(),
                                    node.count(),
                                    String.join(", ", node.from()),
                                    node.shape(),
                                    node.parameters())
                            .replace("\r\n", "\n"));
        }
        card.append("\n## Metrics\n\n| part | output | metric | value |\n");
        card.append("| --- | --- | --- | ---: |\n");
        metrics.forEach(
                (key, value) ->
                        card.append("| ")
                                .append(key.split())
                                .append(" | ")
                                .append(key.output())
                                .append(" | ")
                                .append(key.metric())
                                .append(" | ")
                                .append(String.format(Locale.ROOT, "%.4f", value))
                                .append(" |\n"));
        measured(card, graph);
        return card.toString();
    }

    private static void measured(StringBuilder card, FittedGraph graph) {
        card.append("\n## How it was measured\n\n");
        DataProcedure.of(graph)
                .retriever()
                .ifPresent(
                        retriever ->
                                retriever
                                        .protocol()
                                        .ifPresent(
                                                protocol ->
                                                        card.append("- ")
                                                                .append(retriever.node().name())
                                                                .append(": ")
                                                                .append(protocol)
                                                                .append('\n')));
        for (Node.Output output : graph.plan().nodes(Node.Output.class)) {
            for (Node.NamedMetric metric : output.metrics()) {
                card.append("- ")
                        .append(output.name())
                        .append(", ")
                        .append(metric.name())
                        .append(": ")
                        .append(metric.planned().type().descriptor().summary())
                        .append('\n');
            }
        }
    }
}
