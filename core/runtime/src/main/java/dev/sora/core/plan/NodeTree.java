// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads nodes in the tree of a manifest, as YAML holds them. */
public final class NodeTree {

    private NodeTree() {}

    /** Returns the nodes of a section of a manifest by name. */
    public static Map<String, Object> section(Map<String, Object> tree, String name) {
        Map<String, Object> nodes = new LinkedHashMap<>();
        if (tree.get(name) instanceof Map<?, ?> section) {
            section.forEach((node, value) -> nodes.put(String.valueOf(node), value));
        }
        return nodes;
    }

    /** Returns the name of the node whose weights a node of a section uses; often its own. */
    public static String owner(Map<String, Object> nodes, String node) {
        String owner = node;
        List<String> seen = new ArrayList<>();
        while (!seen.contains(owner)
                && nodes.get(owner) instanceof Map<?, ?> values
                && values.get("same_as") instanceof String other) {
            seen.add(owner);
            owner = other;
        }
        return owner;
    }

    /** Returns the name of a type without its plugin and versions. */
    public static String typeName(Object type) {
        return String.valueOf(type).replaceFirst("^.*/", "").replaceFirst("@.*$", "").strip();
    }
}
