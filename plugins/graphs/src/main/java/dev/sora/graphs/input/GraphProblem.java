// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Locale;

/** The problems of graphs. */
final class GraphProblem {

    /** The largest number of edges that a table may hold. */
    private static final long MOST_EDGES = 1L << 27;

    private static final String SKIP = "correct the record, or set 'on_error: skip' on the source";
    private static final int LONGEST = 60;

    private GraphProblem() {}

    static RecordException noName(DataRecord record, String column) {
        return new RecordException(
                Problem.of("SORA-4552", "column '%s' does not name a node".formatted(column))
                        .where(record.where())
                        .needs("the name of a node")
                        .have("no value")
                        .fix(SKIP));
    }

    static RecordException twice(DataRecord record, String name, int before) {
        return new RecordException(
                Problem.of("SORA-4553", "two nodes are named '%s'".formatted(shown(name)))
                        .where(record.where())
                        .needs("a name for each node")
                        .have("the same name as node %d of the table".formatted(before + 1))
                        .fix("name each node once; 'on_error: skip' on the table keeps the first"));
    }

    static RecordException noNode(DataRecord record, String column, String name, String table) {
        return new RecordException(
                Problem.of("SORA-4554", "an edge has no node at its end")
                        .where(record.where())
                        .needs("a node of the table '%s' in column '%s'".formatted(table, column))
                        .have("'%s'".formatted(shown(name)))
                        .fix(
                                "add the node, or set 'on_error: skip' on the table of the edges to"
                                        + " leave such edges out"));
    }

    static RecordException unknown(DataRecord record, String name, boolean withNeighbours) {
        return new RecordException(
                Problem.of("SORA-4555", "the graph has no node '%s'".formatted(shown(name)))
                        .where(record.where())
                        .needs("a node of the graph that the model was trained on")
                        .fix(
                                withNeighbours
                                        ? "give the record its neighbours and its features, or "
                                                + SKIP
                                        : "train with 'neighbours' on the input, which names a"
                                                + " column with the neighbours of new nodes; or "
                                                + SKIP));
    }

    static RecordException width(DataRecord record, String column, int width, String as, int have) {
        return new RecordException(
                Problem.of("SORA-4556", "the features of a node have another length")
                        .where(record.where())
                        .needs("%d values in column '%s', as in %s".formatted(width, column, as))
                        .have(Integer.toString(have))
                        .fix(SKIP));
    }

    static RecordException noFeatures(DataRecord record, String column) {
        return new RecordException(
                Problem.of("SORA-4557", "column '%s' does not hold features".formatted(column))
                        .where(record.where())
                        .needs("a vector of finite numbers")
                        .fix(SKIP));
    }

    static RecordException neighbour(DataRecord record, String name) {
        return new RecordException(
                Problem.of("SORA-4558", "a new node has a neighbour that the graph does not have")
                        .where(record.where())
                        .needs("nodes of the graph that the model was trained on")
                        .have("'%s'".formatted(shown(name)))
                        .fix("leave this neighbour out, or train with it"));
    }

    static RecordException tooMany(DataRecord record, int most, int have) {
        return new RecordException(
                Problem.of("SORA-4559", "a new node has too many neighbours")
                        .where(record.where())
                        .needs("at most %d".formatted(most))
                        .have(Integer.toString(have))
                        .fix("give some of them, or train with this node"));
    }

    /**
     * Checks that the features of the nodes fit into one tensor, before they fill the memory.
     *
     * @throws DataException if they do not
     */
    static void checkSize(long nodes, long width) {
        if (nodes * width * Float.BYTES > Integer.MAX_VALUE) {
            throw new DataException(
                    Problem.of("SORA-4560", "the graph is too large")
                            .needs("features of at most 2 GiB")
                            .have(
                                    String.format(
                                            Locale.ROOT,
                                            "more than %,d nodes with %,d features",
                                            nodes - 1,
                                            width))
                            .fix("use fewer features or nodes"));
        }
    }

    /**
     * Checks that the features of a neighbourhood fit into one tensor.
     *
     * @throws DataException if they do not
     */
    static void checkPart(long nodes, long width) {
        if (nodes * width * Float.BYTES > Integer.MAX_VALUE) {
            throw new DataException(
                    Problem.of("SORA-4561", "the neighbours of a minibatch are too many")
                            .needs("features of at most 2 GiB")
                            .have(
                                    String.format(
                                            Locale.ROOT,
                                            "%,d nodes with %,d features",
                                            nodes,
                                            width))
                            .fix(
                                    "lower batch_size or evaluation_batch_size; in training, also the"
                                            + " numbers of 'sample'"));
        }
    }

    /**
     * Checks the number of edges.
     *
     * @throws DataException if there are too many
     */
    static void checkEdges(long edges) {
        if (edges > MOST_EDGES) {
            throw new DataException(
                    Problem.of("SORA-4560", "the graph is too large")
                            .needs(String.format(Locale.ROOT, "at most %,d edges", MOST_EDGES))
                            .fix("use fewer edges"));
        }
    }

    private static String shown(String name) {
        return name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
    }
}
