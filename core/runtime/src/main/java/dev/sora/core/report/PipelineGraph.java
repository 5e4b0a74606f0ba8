// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The nodes and edges of a pipeline.
 *
 * @param nodes every end of an edge is the name of one of these
 * @param edges without duplicates
 */
public record PipelineGraph(List<GraphNode> nodes, List<GraphEdge> edges) {

    private static final Pattern MEMBER = Pattern.compile("(.+)\\[\\d+]");

    public PipelineGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * Creates a graph in which a generation of particles ({@code view[0]}, {@code view[1]}, …) is
     * one node with a count.
     */
    public static PipelineGraph folded(List<GraphNode> nodes, List<GraphEdge> edges) {
        Map<String, GraphNode> groups = new LinkedHashMap<>();
        for (GraphNode node : nodes) {
            groups.merge(group(node.name()), renamed(node), PipelineGraph::joined);
        }
        Set<GraphEdge> between = new LinkedHashSet<>();
        for (GraphEdge edge : edges) {
            between.add(new GraphEdge(group(edge.from()), group(edge.to())));
        }
        return new PipelineGraph(List.copyOf(groups.values()), List.copyOf(between));
    }

    private static String group(String name) {
        Matcher member = MEMBER.matcher(name);
        return member.matches() ? member.group(1) : name;
    }

    private static GraphNode renamed(GraphNode node) {
        return new GraphNode(
                group(node.name()),
                node.kind(),
                node.type(),
                node.count(),
                node.shape(),
                node.parameters(),
                node.settings());
    }

    private static GraphNode joined(GraphNode first, GraphNode next) {
        return new GraphNode(
                first.name(),
                first.kind(),
                first.type(),
                first.count() + next.count(),
                first.shape(),
                first.parameters() + next.parameters(),
                first.settings());
    }
}
