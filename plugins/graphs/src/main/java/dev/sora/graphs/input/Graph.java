// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph on the host: the names and features of its nodes, and for each node the sources of the
 * edges that end there, in ascending order (compressed sparse rows). Immutable.
 */
final class Graph {

    private static final String NAMES = "names";
    private static final String FEATURES = "features";
    private static final String EDGES = "edges";

    private final List<String> names;
    private final Map<String, Integer> rows;
    private final HostTensor features;
    private final int[] starts;
    private final int[] sources;

    private Graph(
            List<String> names,
            Map<String, Integer> rows,
            HostTensor features,
            int[] starts,
            int[] sources) {
        this.names = names;
        this.rows = rows;
        this.features = features;
        this.starts = starts;
        this.sources = sources;
    }

    /** Returns an edge as one number, by which edges are sorted by target, then by source. */
    static long edge(int source, int target) {
        return (long) target << 32 | source;
    }

    static int source(long edge) {
        return (int) edge;
    }

    static int target(long edge) {
        return (int) (edge >>> 32);
    }

    /**
     * Returns a graph.
     *
     * @param names the distinct names of the nodes
     * @param edges sorted and distinct
     */
    static Graph of(List<String> names, HostTensor features, long[] edges) {
        Map<String, Integer> rows = new HashMap<>();
        names.forEach(name -> rows.put(name, rows.size()));
        int[] starts = new int[names.size() + 1];
        int[] sources = new int[edges.length];
        for (int i = 0; i < edges.length; i++) {
            starts[target(edges[i]) + 1]++;
            sources[i] = source(edges[i]);
        }
        for (int i = 0; i < names.size(); i++) {
            starts[i + 1] += starts[i];
        }
        return new Graph(List.copyOf(names), rows, features, starts, sources);
    }

    /**
     * Reads a graph from a saved state, which may be damaged.
     *
     * @throws dev.sora.problem.DataException if it is not a graph
     */
    static Graph restore(State state) {
        List<String> names = state.strings(NAMES);
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw state.broken(NAMES, "distinct names");
        }
        HostTensor features = state.tensor(FEATURES, DataType.FLOAT32);
        Shape shape = features.shape();
        if (shape.dimension() != 2 || shape.get(0) != names.size() || shape.get(1) < 1) {
            throw state.broken(FEATURES, "a row of features for each name");
        }
        FloatBuffer values = floats(features);
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                throw state.broken(FEATURES, "finite numbers");
            }
        }
        return of(names, features, edges(state, names.size()));
    }

    private static long[] edges(State state, int nodes) {
        HostTensor saved = state.tensor(EDGES, DataType.INT32);
        if (saved.shape().dimension() != 2 || saved.shape().get(1) != 2) {
            throw state.broken(EDGES, "a source and a target for each edge");
        }
        IntBuffer ends = ints(saved);
        long[] edges = new long[ends.limit() / 2];
        for (int i = 0; i < edges.length; i++) {
            int source = ends.get(2 * i);
            int target = ends.get(2 * i + 1);
            boolean known = source >= 0 && source < nodes && target >= 0 && target < nodes;
            edges[i] = edge(source, target);
            if (!known || source == target || (i > 0 && edges[i] <= edges[i - 1])) {
                throw state.broken(EDGES, "distinct edges between the nodes, by target");
            }
        }
        return edges;
    }

    /** Returns what {@link #restore} reads. */
    State state() {
        HostTensor edges = HostTensor.allocate(DataType.INT32, edgeCount(), 2);
        IntBuffer ends = ints(edges);
        for (int target = 0; target < size(); target++) {
            for (int i = starts[target]; i < starts[target + 1]; i++) {
                ends.put(sources[i]).put(target);
            }
        }
        return State.builder()
                .strings(NAMES, names)
                .tensor(FEATURES, features)
                .tensor(EDGES, edges)
                .build();
    }

    private static FloatBuffer floats(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    /** Returns the number of nodes. */
    int size() {
        return names.size();
    }

    /** Returns the number of features of a node. */
    int width() {
        return Math.toIntExact(features.shape().get(1));
    }

    /** Returns the number of edges, each in one direction. */
    int edgeCount() {
        return sources.length;
    }

    /** Returns the row of a node, or -1 if there is no such node. */
    int row(String name) {
        return rows.getOrDefault(name, -1);
    }

    /** Returns the number of edges that end at a node. */
    int degree(int node) {
        return starts[node + 1] - starts[node];
    }

    /** Returns the source of one of the edges that end at a node. */
    int neighbour(int node, int index) {
        return sources[starts[node] + index];
    }

    /** Returns the number of nodes at which no edge ends. */
    long withoutNeighbours() {
        long count = 0;
        for (int node = 0; node < size(); node++) {
            count += degree(node) == 0 ? 1 : 0;
        }
        return count;
    }

    /** Copies the features of a node. */
    void features(int node, float[] to, int at) {
        floats(features).get(node * width(), to, at, width());
    }

    /** Returns the features of all nodes, row after row. */
    FloatBuffer features() {
        return floats(features);
    }
}
