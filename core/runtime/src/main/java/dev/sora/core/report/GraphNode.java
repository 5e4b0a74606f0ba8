// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Map;

/**
 * A node of the pipeline.
 *
 * @param name as in the manifest; particles of a generation are {@code view[0]}, {@code view[1]}, …
 * @param kind what sort of node it is
 * @param type its type, such as {@code conv2d}
 * @param count how many particles the node stands for; 1 unless it is a folded generation
 * @param shape the shape of one output, as text
 * @param parameters number of parameters of all the particles it stands for
 * @param settings name to value, as text, in the order shown
 */
public record GraphNode(
        String name,
        Kind kind,
        String type,
        int count,
        String shape,
        long parameters,
        Map<String, String> settings) {

    /** The sorts of nodes, in the order data passes them. */
    public enum Kind {
        INPUT,
        PARTICLE,
        COMBINER,
        OUTPUT
    }

    public GraphNode {
        settings = Ordered.copy(settings);
    }
}
