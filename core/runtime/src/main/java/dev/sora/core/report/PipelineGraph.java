// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * The nodes and edges of a pipeline.
 *
 * @param nodes every end of an edge is the name of one of these
 * @param edges without duplicates
 */
public record PipelineGraph(List<GraphNode> nodes, List<GraphEdge> edges) {

    public PipelineGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
