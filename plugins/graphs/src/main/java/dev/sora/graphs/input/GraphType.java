// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code graph}: records that are nodes of a graph. */
public final class GraphType implements InputType {

    static final String UNDIRECTED = "undirected";

    private static final int MOST_SAMPLED = 1024;

    static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of the records with the node that each is about.",
                            ColumnType.TEXT,
                            ColumnType.INTEGER)
                    .required();
    static final Setting<String> TABLE =
            Setting.string("table", "Name of a table in data.tables.").required();
    static final Setting<String> ID =
            Setting.string("id", "Its column with the name of each node.").required();
    static final Setting<String> FEATURES =
            Setting.string("features", "Its column with the features of each node, a vector.")
                    .required();
    static final Setting<String> EDGE_TABLE =
            Setting.string(
                    "table",
                    "Name of a table in data.tables; if it is left out, the training records are the"
                            + " edges, and edges of validation and test are in the graph only if a"
                            + " training record names them, too.");
    static final Setting<String> FROM =
            Setting.string("from", "The column with the node where an edge starts.").required();
    static final Setting<String> TO =
            Setting.string("to", "The column with the node where an edge ends.").required();
    static final Setting<Settings> NODES =
            Setting.group("nodes", "The table of the nodes.", List.of(TABLE, ID, FEATURES))
                    .required();
    static final Setting<Settings> EDGES =
            Setting.group(
                            "edges",
                            "The edges: a table, or the training records.",
                            List.of(EDGE_TABLE, FROM, TO))
                    .required();
    static final Setting<String> DIRECTION =
            Setting.choice(
                            "direction",
                            "Whether an edge passes messages both ways (undirected), or only from"
                                    + " its start to its end (directed).",
                            List.of(UNDIRECTED, "directed"))
                    .orElse(UNDIRECTED);
    static final Setting<String> NORMALISE =
            Setting.choice(
                            "normalise",
                            "What the features of each node are divided by: none, the sum of their"
                                    + " absolute values (l1), or their length (l2).",
                            List.of("none", "l1", "l2"))
                    .orElse("none");
    static final Setting<List<Long>> SAMPLE =
            Setting.of(
                    "sample",
                    "How many neighbours of a node are drawn in training, for each layer of"
                            + " messages, such as [10, 5]; evaluation takes all. By default every"
                            + " pass computes the whole graph.",
                    new SettingType.ListOf(
                            new SettingType.IntegerType(
                                    OptionalLong.of(1), OptionalLong.of(MOST_SAMPLED)),
                            OptionalInt.empty()),
                    List.class);
    static final Setting<String> NEIGHBOURS =
            Setting.string(
                    "neighbours",
                    "Column of the records with the neighbours of a node that is not in the table,"
                            + " as a list; its features are in the column named as that of the"
                            + " table. By default such a record is broken.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "graph",
                "Nodes of a graph: each record is one, and edges join them.",
                COLUMN,
                NODES,
                EDGES,
                DIRECTION,
                NORMALISE,
                SAMPLE,
                NEIGHBOURS);
    }

    @Override
    public InputParticle create(Settings settings) {
        Settings nodes = settings.get(NODES);
        Settings edges = settings.get(EDGES);
        return new GraphInput(
                new GraphRules(
                        settings.get(COLUMN),
                        nodes.get(TABLE),
                        nodes.get(ID),
                        nodes.get(FEATURES),
                        edges.find(EDGE_TABLE),
                        edges.get(FROM),
                        edges.get(TO),
                        settings.get(DIRECTION).equals(UNDIRECTED),
                        settings.get(NORMALISE),
                        settings.find(SAMPLE)
                                .map(list -> list.stream().mapToInt(Long::intValue).toArray())
                                .orElse(new int[0]),
                        settings.find(NEIGHBOURS)));
    }
}
