// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.types.Shape;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import java.util.List;

/** Describes a fitted graph to people: shapes, parameters, settings. */
final class GraphInfo {

    private GraphInfo() {}

    static List<NodeInfo> of(FittedGraph graph) {
        return graph.plan().nodes().stream().map(node -> info(graph, node)).toList();
    }

    private static NodeInfo info(FittedGraph graph, Node node) {
        return new NodeInfo(
                node.name(),
                node.planned().type().kind().word(),
                node.planned().qualifiedName(),
                node.count(),
                node.from().stream().map(Source::toString).toList(),
                graph.signal(node).toString(),
                node.count() * trained(graph.parameters(node)),
                node.planned().settings().asMap());
    }

    private static long trained(List<ParameterSpec> parameters) {
        return parameters.stream()
                .filter(p -> p.role() != ParameterRole.BUFFER)
                .map(ParameterSpec::shape)
                .mapToLong(Shape::size)
                .sum();
    }
}
