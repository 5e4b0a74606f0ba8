// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import ai.djl.ndarray.types.Shape;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.Source;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Describes a fitted graph for display: shapes, parameters, settings. */
public final class GraphInfo {

    private GraphInfo() {}

    public static List<NodeInfo> of(FittedGraph graph) {
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
                graph.plan().owner(node).equals(node.name())
                        ? node.count() * trained(graph.parameters(node))
                        : 0,
                settings(graph.plan().keys(node.name()), node));
    }

    /** Returns the keys about a node's weights, followed by the settings of its type. */
    private static Map<String, Object> settings(NodeKeys keys, Node node) {
        Map<String, Object> settings = new LinkedHashMap<>();
        keys.sameAs().ifPresent(owner -> settings.put("same_as", owner));
        if (!keys.tied().isEmpty()) {
            Map<String, String> tied = new TreeMap<>();
            keys.tied().forEach((own, other) -> tied.put(own, other.toString()));
            settings.put("tied", tied);
        }
        if (keys.frozen()) {
            settings.put("frozen", true);
        }
        if (keys.learningRate() != 1) {
            settings.put("learning_rate", keys.learningRate());
        }
        node.planned().settings().asMap().forEach(settings::putIfAbsent);
        return settings;
    }

    private static long trained(List<ParameterSpec> parameters) {
        return parameters.stream()
                .filter(p -> p.role() != ParameterRole.BUFFER)
                .map(ParameterSpec::shape)
                .mapToLong(Shape::size)
                .sum();
    }
}
