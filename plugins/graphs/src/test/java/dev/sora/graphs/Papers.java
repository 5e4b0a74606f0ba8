// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Tables;
import dev.sora.graphs.input.GraphType;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Six papers. Five of them form a pentagon with one diagonal, a-c; nobody cites f, and f cites
 * nobody.
 */
public final class Papers {

    public static final SampleRecords NODES =
            SampleRecords.of(
                            Column.of("paper", ColumnType.TEXT),
                            Column.of("words", ColumnType.VECTOR),
                            Column.of("topic", ColumnType.TEXT))
                    .row("a", new float[] {1, 0, 0.5f}, "x")
                    .row("b", new float[] {0, 1, -1}, "y")
                    .row("c", new float[] {2, 1, 0}, "x")
                    .row("d", new float[] {-1, 0.5f, 1}, "y")
                    .row("e", new float[] {0.25f, 0, 3}, "x")
                    .row("f", new float[] {1, 1, 1}, "x");

    public static final SampleRecords EDGES =
            SampleRecords.of(
                            Column.of("cited", ColumnType.TEXT),
                            Column.of("citing", ColumnType.TEXT))
                    .row("a", "b")
                    .row("b", "c")
                    .row("c", "d")
                    .row("d", "e")
                    .row("e", "a")
                    .row("a", "c");

    private Papers() {}

    /** Returns the settings of an input of these papers. */
    public static Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("column", "paper");
        settings.put("nodes", Map.of("table", "papers", "id", "paper", "features", "words"));
        settings.put("edges", Map.of("table", "links", "from", "cited", "to", "citing"));
        settings.putAll(more);
        return settings;
    }

    /** Returns the input of papers and citations. */
    public static FittedInput fitted(
            SampleRecords nodes, SampleRecords edges, Map<String, Object> more) {
        InputType type = new GraphType();
        InputParticle particle = type.create(Workbench.settings(type, settings(more)));
        Tables tables = name -> name.equals("papers") ? nodes : edges;
        return particle.fit(nodes, tables);
    }
}
