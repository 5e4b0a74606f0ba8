// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Records;
import dev.sora.data.TableUse;
import dev.sora.data.Tables;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * The input before it has read its tables. It learns the graph, and nothing from the records,
 * unless they are the edges.
 */
record GraphInput(GraphRules rules) implements InputParticle {

    @Override
    public SignalSpec spec() {
        return NodeSignal.spec(TensorSpec.UNKNOWN, rules.sample().length);
    }

    @Override
    public List<TableUse> tables() {
        TableUse nodes =
                TableUse.of("nodes.table", rules.nodes())
                        .column("nodes.id", rules.id(), ColumnType.TEXT, ColumnType.INTEGER)
                        .column(
                                "nodes.features",
                                rules.features(),
                                ColumnType.VECTOR,
                                ColumnType.IDENTIFIERS);
        return rules.edges()
                .map(
                        table ->
                                TableUse.of("edges.table", table)
                                        .column(
                                                "edges.from",
                                                rules.from(),
                                                ColumnType.TEXT,
                                                ColumnType.INTEGER)
                                        .column(
                                                "edges.to",
                                                rules.to(),
                                                ColumnType.TEXT,
                                                ColumnType.INTEGER))
                .map(edges -> List.of(nodes, edges))
                .orElse(List.of(nodes));
    }

    /** A new node has features and neighbours; a list of neighbours in memory is read as one. */
    @Override
    public List<Column> optionalColumns() {
        return rules.neighbours()
                .map(
                        neighbours ->
                                List.of(
                                        Column.of(rules.features(), ColumnType.VECTOR),
                                        Column.of(neighbours, ColumnType.TEXT)))
                .orElse(List.of());
    }

    @Override
    public FittedInput fit(Records records) {
        throw new IllegalStateException("the graph is in tables");
    }

    @Override
    public FittedInput fit(Records records, Tables tables) {
        NodeTable nodes = new NodeTable(rules);
        tables.table(rules.nodes()).forEach(nodes::add);
        EdgeTable edges = new EdgeTable(rules, nodes);
        // records of validation and test are never passed to fit: their edges stay unknown, unless
        // a training record names the same edge, of which EdgeTable warns
        rules.edges().map(tables::table).orElse(records).forEach(edges::add);
        Graph graph = edges.graph();
        return new FittedNodes(rules, graph, edges.warnings(graph));
    }

    /** Reads the graph again: a training that continues may have more nodes and edges. */
    @Override
    public FittedInput grow(State state, Records records, Tables tables) {
        return fit(records, tables);
    }

    @Override
    public FittedInput restore(State state) {
        return new FittedNodes(rules, Graph.restore(state), List.of());
    }
}
