// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import java.util.List;

/**
 * New nodes as rows after those of the whole graph.
 *
 * @param features their features, row after row
 * @param edges the source and the target of each of their edges
 * @param degrees the number of edges of each
 */
record Added(float[] features, int[] edges, float[] degrees) {

    static Added of(Graph graph, List<NewNode> added) {
        int width = graph.width();
        float[] features = new float[Math.multiplyExact(added.size(), width)];
        float[] degrees = new float[added.size()];
        int count = added.stream().mapToInt(node -> node.neighbours().length).sum();
        int[] edges = new int[2 * count];
        int at = 0;
        for (int i = 0; i < added.size(); i++) {
            NewNode node = added.get(i);
            System.arraycopy(node.features(), 0, features, i * width, width);
            degrees[i] = node.neighbours().length;
            for (int neighbour : node.neighbours()) {
                edges[at++] = neighbour;
                edges[at++] = graph.size() + i;
            }
        }
        return new Added(features, edges, degrees);
    }
}
