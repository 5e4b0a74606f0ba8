// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The part of a graph that the results of some nodes depend on, as rows of its own. A node that is
 * reached after fewer steps than there are layers has all its edges, or a sample of them.
 */
final class Neighbourhood {

    private final Graph graph;
    private final List<NewNode> added;
    private final RowIndex local = new RowIndex();
    private int[] nodes = new int[256];
    private int count;
    private int[] edges = new int[1024];
    private float[] weights = new float[512];
    private int edgeCount;

    private Neighbourhood(Graph graph, List<NewNode> added) {
        this.graph = graph;
        this.added = added;
    }

    /**
     * Collects the neighbourhood of nodes.
     *
     * @param wanted rows of the graph; the i-th number below 0 stands for the i-th new node
     * @param added the new nodes
     * @param most the number of edges that are drawn for each node, layer by layer
     * @param random draws edges; null to take all
     */
    static Neighbourhood of(
            Graph graph, int[] wanted, List<NewNode> added, int[] most, RandomGenerator random) {
        Neighbourhood found = new Neighbourhood(graph, added);
        int next = graph.size();
        for (int node : wanted) {
            found.row(node < 0 ? next++ : node);
        }
        int from = 0;
        for (int layer = 0; layer < most.length; layer++) {
            int to = found.count;
            for (int row = from; row < to; row++) {
                found.expand(row, most[layer], random);
            }
            from = to;
        }
        return found;
    }

    private void expand(int row, int most, RandomGenerator random) {
        int node = nodes[row];
        int degree = degree(node);
        if (random == null || degree <= most) {
            for (int i = 0; i < degree; i++) {
                edge(row(neighbour(node, i)), row, 1);
            }
            return;
        }
        // sampling without replacement (Floyd, in Bentley and Floyd, 1987)
        int[] drawn = new int[most];
        for (int i = 0; i < most; i++) {
            int last = degree - most + i;
            int candidate = random.nextInt(last + 1);
            drawn[i] = contains(drawn, i, candidate) ? last : candidate;
        }
        Arrays.sort(drawn);
        for (int index : drawn) {
            edge(row(neighbour(node, index)), row, (float) degree / most);
        }
    }

    private static boolean contains(int[] values, int count, int wanted) {
        for (int i = 0; i < count; i++) {
            if (values[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private int degree(int node) {
        return node < graph.size()
                ? graph.degree(node)
                : added.get(node - graph.size()).neighbours().length;
    }

    private int neighbour(int node, int index) {
        return node < graph.size()
                ? graph.neighbour(node, index)
                : added.get(node - graph.size()).neighbours()[index];
    }

    /** Returns the row of a node here, which is a new one if it was not reached before. */
    private int row(int node) {
        int row = local.find(node, count);
        if (row == count) {
            nodes = count == nodes.length ? Arrays.copyOf(nodes, 2 * count) : nodes;
            nodes[count++] = node;
        }
        return row;
    }

    private void edge(int source, int target, float weight) {
        if (edgeCount == weights.length) {
            weights = Arrays.copyOf(weights, 2 * edgeCount);
            edges = Arrays.copyOf(edges, 4 * edgeCount);
        }
        edges[2 * edgeCount] = source;
        edges[2 * edgeCount + 1] = target;
        weights[edgeCount++] = weight;
    }

    /** Returns the number of nodes. */
    int size() {
        return count;
    }

    /** Returns the features, row after row. */
    float[] features() {
        int width = graph.width();
        GraphProblem.checkPart(count, width);
        float[] features = new float[count * width];
        for (int row = 0; row < count; row++) {
            if (nodes[row] < graph.size()) {
                graph.features(nodes[row], features, row * width);
            } else {
                float[] own = added.get(nodes[row] - graph.size()).features();
                System.arraycopy(own, 0, features, row * width, width);
            }
        }
        return features;
    }

    /** Returns the rows of source and target of each edge. */
    int[] edges() {
        return Arrays.copyOf(edges, 2 * edgeCount);
    }

    float[] weights() {
        return Arrays.copyOf(weights, edgeCount);
    }

    /** Returns the number of edges that end at each node in the graph. */
    float[] degrees() {
        float[] degrees = new float[count];
        for (int row = 0; row < count; row++) {
            degrees[row] = degree(nodes[row]);
        }
        return degrees;
    }

    /** Returns the rows of the wanted nodes. */
    int[] rows(int[] wanted) {
        int[] rows = new int[wanted.length];
        int next = graph.size();
        for (int i = 0; i < wanted.length; i++) {
            rows[i] = local.find(wanted[i] < 0 ? next++ : wanted[i], count);
        }
        return rows;
    }
}
