// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Map;

/**
 * A node of the pipeline.
 *
 * @param name as in the manifest; particles of a generation are {@code view[0]}, {@code view[1]}, …
 * @param kind the kind of node
 * @param type its type, such as {@code conv2d}
 * @param count the number of particles that the node represents; 1 unless it is a folded generation
 * @param shape the shape of one output, as a string
 * @param parameters the number of parameters of all the particles that it represents
 * @param settings values by name, as strings, in the order shown
 */
public record GraphNode(
        String name,
        Kind kind,
        String type,
        int count,
        String shape,
        long parameters,
        Map<String, String> settings) {

    /** The kinds of nodes, in the order of the data flow. */
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
