// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Formats a plan for the user. */
final class Plans {

    private Plans() {}

    /** Returns the number of trained weights; empty if it depends on the data. */
    static OptionalLong parameters(Plan plan) {
        long sum = 0;
        for (Node node : plan.nodes()) {
            OptionalLong own = parameters(node);
            if (own.isEmpty()) {
                return own;
            }
            sum += own.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static OptionalLong parameters(Node node) {
        long sum = 0;
        for (ParameterSpec parameter : node.parameters()) {
            if (parameter.role() == ParameterRole.BUFFER) {
                continue;
            }
            long size = 1;
            for (long dimension : parameter.shape().getShape()) {
                if (dimension < 0) {
                    return OptionalLong.empty();
                }
                size *= dimension;
            }
            sum += size;
        }
        return OptionalLong.of(sum * node.count());
    }

    /** Returns a plan's nodes as a tree for JSON. */
    static List<Map<String, Object>> nodes(Plan plan) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (Node node : plan.nodes()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", node.name());
            tree.put("kind", node.planned().type().kind().word());
            tree.put("type", node.planned().qualifiedName());
            if (node.count() > 1) {
                tree.put("count", node.count());
            }
            if (!node.from().isEmpty()) {
                tree.put("from", node.from().stream().map(Source::toString).toList());
            }
            tree.put("shape", node.signal().toString());
            OptionalLong parameters = parameters(node);
            if (parameters.isPresent()) {
                tree.put("parameters", parameters.getAsLong());
            }
            nodes.add(tree);
        }
        return nodes;
    }
}
