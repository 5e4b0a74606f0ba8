// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.TableUse;
import dev.sora.graphs.Papers;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is wrong in tables of nodes and edges is refused with its place, or has a stated meaning.
 */
final class TestGraphInput {

    private static Problem problem(SampleRecords nodes, SampleRecords edges) {
        SoraException thrown =
                catchThrowableOfType(
                        SoraException.class, () -> Papers.fitted(nodes, edges, Map.of()));
        assertThat(thrown).isNotNull();
        return thrown.problems().get(0);
    }

    private static Graph graph(SampleRecords edges, Map<String, Object> more) {
        return ((FittedNodes) Papers.fitted(Papers.NODES, edges, more)).graph();
    }

    @Test
    void anEdgeToANodeThatIsNotThere() {
        Problem problem = problem(Papers.NODES, Papers.EDGES.row("a", "z"));

        assertThat(problem.code()).isEqualTo("SORA-4554");
        assertThat(problem.where()).isEqualTo("samples.csv:8");
        assertThat(problem.have()).isEqualTo("'z'");
        assertThat(problem.fix()).contains("on_error: skip");
    }

    @Test
    void anEdgeWithoutAnEnd() {
        Problem problem = problem(Papers.NODES, Papers.EDGES.row(" ", "a"));

        assertThat(problem.code()).isEqualTo("SORA-4552");
        assertThat(problem.where()).isEqualTo("samples.csv:8");
    }

    @Test
    void twoNodesOfOneName() {
        Problem problem = problem(Papers.NODES.row("b", new float[] {1, 2, 3}, "x"), Papers.EDGES);

        assertThat(problem.code()).isEqualTo("SORA-4553");
        assertThat(problem.where()).isEqualTo("samples.csv:8");
        assertThat(problem.have()).isEqualTo("the same name as node 2 of the table");
    }

    @Test
    void featuresOfAnotherLengthAndFeaturesThatAreNotNumbers() {
        Problem shorter = problem(Papers.NODES.row("g", new float[] {1, 2}, "x"), Papers.EDGES);
        Problem infinite =
                problem(Papers.NODES.row("g", new float[] {1, Float.NaN, 2}, "x"), Papers.EDGES);

        assertThat(shorter.code()).isEqualTo("SORA-4556");
        assertThat(shorter.needs()).isEqualTo("3 values in column 'words', as in samples.csv:2");
        assertThat(infinite.code()).isEqualTo("SORA-4557");
    }

    /** Without a table, the training records are the edges, and nothing else is. */
    @Test
    void trainingRecordsAreTheEdges() {
        InputType type = new GraphType();
        InputParticle particle =
                type.create(
                        Workbench.settings(
                                type,
                                Papers.settings(
                                        Map.of(
                                                "column",
                                                "citing",
                                                "edges",
                                                Map.of("from", "cited", "to", "citing")))));
        FittedInput fitted =
                particle.fit(
                        Papers.EDGES,
                        name -> {
                            assertThat(name).isEqualTo("papers");
                            return Papers.NODES;
                        });

        assertThat(particle.tables()).extracting(TableUse::table).containsExactly("papers");
        assertThat(fitted.state())
                .isEqualTo(Papers.fitted(Papers.NODES, Papers.EDGES, Map.of()).state());
        // a split by records may part such copies: then a held-out edge is in the graph
        assertThat(fitted.warnings()).noneMatch(warning -> warning.contains("symmetric"));
        assertThat(particle.fit(Papers.EDGES.row("b", "a"), name -> Papers.NODES).warnings())
                .anyMatch(warning -> warning.contains("'symmetric: true'"));
        SoraException thrown =
                catchThrowableOfType(
                        SoraException.class,
                        () -> particle.fit(Papers.EDGES.row("a", "z"), name -> Papers.NODES));
        assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-4554");
    }

    @Test
    void selfLoopsAndDoubleEdgesAreCountedAndChangeNothing() {
        SampleRecords more = Papers.EDGES.row("b", "a").row("a", "b").row("d", "d");
        FittedInput with = Papers.fitted(Papers.NODES, more, Map.of());

        assertThat(with.state())
                .isEqualTo(Papers.fitted(Papers.NODES, Papers.EDGES, Map.of()).state());
        assertThat(with.warnings())
                .containsExactly(
                        "edges from a node to itself are left out, as each node counts itself: 1",
                        "edges that the table names again count once: 2",
                        "nodes at which no edge ends, so that they are computed from their own"
                                + " features alone: 1");
    }

    @Test
    void aDirectedEdgePassesMessagesOneWay() {
        Graph directed = graph(Papers.EDGES, Map.of("direction", "directed"));
        Graph both = graph(Papers.EDGES, Map.of());

        assertThat(directed.edgeCount()).isEqualTo(6);
        assertThat(both.edgeCount()).isEqualTo(12);
        assertThat(directed.degree(directed.row("c"))).isEqualTo(2);
        assertThat(both.degree(both.row("c"))).isEqualTo(3);
        // the other direction is another edge
        assertThat(graph(Papers.EDGES.row("b", "a"), Map.of("direction", "directed")).edgeCount())
                .isEqualTo(7);
    }

    @Test
    void aRecordOfANodeThatIsNotThere() {
        List<DataRecord> unknown = SampleRecords.column("paper", ColumnType.TEXT, "z").list();
        FittedInput input = Papers.fitted(Papers.NODES, Papers.EDGES, Map.of());

        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> input.encode(unknown));

        assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-4555");
        assertThat(thrown.problems().get(0).where()).isEqualTo("samples.csv:2");
        assertThat(thrown.problems().get(0).fix()).contains("'neighbours'");
    }

    @Test
    void aNewNodeWithAnUnknownNeighbour() {
        List<DataRecord> brought =
                SampleRecords.of(
                                Column.of("paper", ColumnType.TEXT),
                                Column.of("words", ColumnType.VECTOR),
                                Column.of("near", ColumnType.TEXT))
                        .row("new", new float[] {3, -1, 2}, "a z")
                        .list();
        FittedInput input = Papers.fitted(Papers.NODES, Papers.EDGES, Map.of("neighbours", "near"));

        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> input.encode(brought));

        assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-4558");
        assertThat(thrown.problems().get(0).have()).isEqualTo("'z'");
    }

    @Test
    void namesThatAreNumbersAreOneWhateverTheirForm() {
        SampleRecords nodes =
                SampleRecords.of(
                                Column.of("paper", ColumnType.INTEGER),
                                Column.of("words", ColumnType.VECTOR))
                        .row(35L, new float[] {1})
                        .row(40L, new float[] {2});
        SampleRecords edges =
                SampleRecords.of(
                                Column.of("cited", ColumnType.TEXT),
                                Column.of("citing", ColumnType.TEXT))
                        .row("35", "40");

        FittedNodes input = (FittedNodes) Papers.fitted(nodes, edges, Map.of());

        assertThat(input.graph().edgeCount()).isEqualTo(2);
    }
}
