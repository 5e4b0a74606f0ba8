// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.Model;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora;
import dev.sora.core.packaging.Lock;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are nodes of a graph, which lies in tables beside them. */
final class TestCitations {

    private static final int PAPERS = 60;

    private static final String MANIFEST =
            """
            manifest: 1
            name: papers
            data:
              train: &papers {type: csv, path: papers.csv, types: {words: vector}}
              tables:
                papers: *papers
                links: {type: csv, path: links.csv}
              test: {column: part, values: [test]}
            inputs:
              paper:
                type: graph
                column: paper
                nodes: {table: papers, id: paper, features: words}
                edges: {table: links, from: cited, to: citing}
                neighbours: near
            particles:
              first: {type: gcn, from: paper, units: 4, activation: relu}
              second: {type: gcn, from: first}
              asked: {type: record-nodes, from: second}
            outputs:
              topic: {type: classification, column: topic, from: asked}
            training:
              optimiser: {type: adam, learning_rate: 0.05}
              epochs: 3
              batch_size: 100
            """;

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab(folder, FlatHost.offer(new MemoryLinks(), "0.3.0"));
        papers("x", "y");
        Files.writeString(folder.resolve("links.csv"), links());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /** Writes papers of two topics; those of the test have labels of the caller. */
    private static void papers(String even, String odd) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder rows = new StringBuilder("paper,words,topic,part\n");
        for (int i = 0; i < PAPERS; i++) {
            boolean test = i % 3 == 0;
            String topic = i % 2 == 0 ? (test ? even : "x") : test ? odd : "y";
            double word = random.nextDouble() + (i % 2 == 0 ? 0.3 : -0.3);
            rows.append(
                    "p%d,%.4f %.4f,%s,%s%n"
                            .formatted(
                                    i, word, random.nextDouble(), topic, test ? "test" : "train"));
        }
        Files.writeString(folder.resolve("papers.csv"), rows.toString());
    }

    private static String links() {
        StringBuilder rows = new StringBuilder("cited,citing\n");
        for (int i = 0; i + 2 < PAPERS; i++) {
            rows.append("p%d,p%d%n".formatted(i, i + 2));
        }
        return rows.toString();
    }

    private static List<Problem> problems(String... overrides) {
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> lab.plan(MANIFEST, overrides));
        assertThat(thrown).isNotNull();
        return thrown.problems();
    }

    @Test
    void labelsOfTheTestDoNotReachTheWeights() throws IOException {
        byte[] weights = lab.weights("labels", MANIFEST);
        papers("y", "x");
        byte[] others = lab.weights("other-labels", MANIFEST);
        papers("x", "y");

        assertThat(others).isEqualTo(weights);
        // but their features and edges do
        byte[] without = lab.weights("fewer-edges", MANIFEST, "data.tables.links.limit=30");
        assertThat(without).isNotEqualTo(weights);
    }

    @Test
    void aPackageNeedsNoTableAndKnowsNewNodesByTheirNeighbours() throws IOException {
        Sora.TrainingResult result = lab.train("alone", MANIFEST);
        Path asked = folder.resolve("asked.jsonl");
        Files.writeString(
                asked,
                """
                {"paper": "p4"}
                {"paper": "new", "words": [0.9, 0.1], "near": ["p4", "p6"]}
                {"paper": "p4"}
                """);
        Files.move(folder.resolve("links.csv"), folder.resolve("away.csv"));
        List<Map<String, Object>> lines = new ArrayList<>();
        try {
            lab.predict(result.model(), asked, lines::add);
        } finally {
            Files.move(folder.resolve("away.csv"), folder.resolve("links.csv"));
        }

        assertThat(lines).hasSize(3);
        assertThat(probability(lines.get(0))).isCloseTo(probability(lines.get(2)), within(1e-6));
        assertThat(probability(lines.get(1))).isNotEqualTo(probability(lines.get(0)));
        List<String> pinned =
                Lock.read(lab.folder("alone/sora.lock")).files().stream()
                        .map(file -> file.part() + " " + Path.of(file.path()).getFileName())
                        .toList();
        assertThat(pinned).contains("tables.links links.csv", "tables.papers papers.csv");
    }

    /** A map and a line of JSON say the same of a new node. */
    @Test
    void aNewNodeInMemoryIsOneOfAFile() throws IOException {
        Path model = lab.train("memory", MANIFEST).model();
        Path asked = folder.resolve("new.jsonl");
        Files.writeString(
                asked, "{\"paper\": \"new\", \"words\": [0.9, 1], \"near\": [\"p4\", \"p6\"]}\n");
        List<Map<String, Object>> lines = new ArrayList<>();
        lab.predict(model, asked, lines::add);

        List<Object> answers = new ArrayList<>();
        try (Model open = lab.runtime().open(model)) {
            for (Object near : List.of(List.of("p4", "p6"), "p4 p6")) {
                Map<String, Object> record =
                        Map.of("paper", "new", "words", List.of(0.9, 1), "near", near);
                answers.add(open.predict(record).line().get("probabilities"));
            }
        }

        assertThat(answers).containsOnly(lines.get(0).get("probabilities"));
    }

    /** Trains one epoch. */
    private static void cut(String out, String... overrides) {
        RunListener first =
                event -> {
                    if (event instanceof RunEvent.CheckpointSaved saved && saved.epoch() == 1) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThatThrownBy(() -> lab.train(out, first, MANIFEST, overrides))
                .isInstanceOf(InterruptedRunException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** No file tells what such a table holds, so its rows are compared. */
    @Test
    void aTrainingDoesNotResumeWithOtherRowsThatLieInNoFile() {
        String links = "data.tables.links={type: rows-in-memory}";
        byte[] weights = lab.weights("memory-whole", MANIFEST, links);
        cut("memory-cut", links);
        cut("memory-changed", links);
        assertThat(Lab.weights(lab.resume("memory-cut", MANIFEST, links).model()))
                .isEqualTo(weights);

        MemoryLinks.DISTANCE.set(3);
        try {
            assertThatThrownBy(() -> lab.resume("memory-changed", MANIFEST, links))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4427");
        } finally {
            MemoryLinks.DISTANCE.set(2);
        }
    }

    /** What is drawn depends on the seed alone, also after an interruption. */
    @Test
    void samplesRepeatAndResume() throws IOException {
        String[] sampled = {"inputs.paper.sample=[1, 1]", "training.batch_size=8"};
        byte[] weights = lab.weights("drawn", MANIFEST, sampled);
        byte[] again = lab.weights("drawn-again", MANIFEST, sampled);
        cut("cut", sampled);
        Sora.TrainingResult resumed = lab.resume("cut", MANIFEST, sampled);

        assertThat(again).isEqualTo(weights);
        assertThat(Lab.weights(resumed.model())).isEqualTo(weights);
        assertThat(lab.weights("other-seed", MANIFEST, sampled[0], sampled[1], "seed=9"))
                .isNotEqualTo(weights);
    }

    /** An input of another package has its graph there, and pins no table. */
    @Test
    void anInputOfAPackageReadsNoTable() throws IOException {
        Path model = lab.train("graph", MANIFEST).model();
        String taken = "inputs.paper={package: %s}".formatted(model);

        lab.train("taken", MANIFEST, taken, "data.tables=null");
        Sora.TrainingResult kept = lab.train("taken-too", MANIFEST, taken);

        assertThat(
                        Lock.read(lab.folder("taken-too/sora.lock")).files().stream()
                                .map(Lock.DataFile::part))
                .noneMatch(part -> part.startsWith("tables."));
        lab.runtime()
                .train(
                        lab.plan(MANIFEST, taken),
                        new Sora.TrainingRequest(
                                lab.folder("frozen"),
                                false,
                                Optional.of(lab.folder("taken-too/sora.lock"))),
                        Lab.DEAF);
        assertThat(Lab.weights(lab.folder("frozen/model.sora")))
                .isEqualTo(Lab.weights(kept.model()));
    }

    private static double probability(Map<String, Object> line) {
        Map<?, ?> probabilities = (Map<?, ?>) line.get("probabilities");
        return ((Number) probabilities.get("x")).doubleValue();
    }

    @Test
    void aNeighbourhoodAnswersAsTheWholeGraph() {
        Sora.TrainingResult sampled =
                lab.train(
                        "sampled", MANIFEST, "inputs.paper.sample=[1, 1]", "training.batch_size=8");

        assertThat(lab.evaluate(sampled.model())).isEqualTo(sampled.metrics().split("test"));
        // a third layer would have no neighbours
        List<Problem> third =
                problems(
                        "inputs.paper.sample=[1, 1]",
                        "particles.third={type: gcn, from: second}",
                        "particles.asked.from=third");
        assertThat(third).extracting(Problem::code).containsExactly("SORA-2301");
        assertThat(third.get(0).fix()).contains("'sample'");
    }

    @Test
    void edgesToUnknownNodesEndTheRunOrAreLeftOut() throws IOException {
        Path more = Files.writeString(folder.resolve("more.csv"), links() + "p1,p99\np99,p1\n");
        String source = "data.tables.links.path=" + more;
        SoraException thrown =
                catchThrowableOfType(
                        SoraException.class, () -> lab.train("unknown", MANIFEST, source));
        List<RunEvent.RecordsSkipped> skipped = new ArrayList<>();
        Sora.TrainingResult result =
                lab.train(
                        "skipped",
                        event -> {
                            if (event instanceof RunEvent.RecordsSkipped some) {
                                skipped.add(some);
                            }
                        },
                        MANIFEST,
                        source,
                        "data.tables.links.on_error=skip");

        assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-4554");
        assertThat(thrown.problems().get(0).where()).isEqualTo("more.csv:60");
        assertThat(skipped).hasSize(1);
        assertThat(skipped.get(0).part()).isEqualTo("tables.links");
        assertThat(skipped.get(0).codes()).containsEntry("SORA-4554", 2L);
        assertThat(Lab.weights(result.model())).isEqualTo(lab.weights("as-before", MANIFEST));
    }

    @Test
    void aManifestNamesTablesAndColumnsThatExist() {
        assertThat(problems("inputs.paper.edges.table=link"))
                .extracting(p -> p.code() + " " + p.fix())
                .containsExactlyInAnyOrder(
                        "SORA-2330 did you mean 'links'?",
                        "SORA-2331 name it in the input that is to read it, or remove it");
        assertThat(problems("inputs.paper.edges.from=citd"))
                .extracting(p -> p.code() + " " + p.have())
                .containsExactly("SORA-2401 data.tables.links: cited, citing");
        assertThat(problems("inputs.paper.nodes.features=topic"))
                .extracting(Problem::code)
                .containsExactly("SORA-2402");
        assertThat(problems("data.tables.more={type: csv, path: links.csv}"))
                .extracting(Problem::code)
                .containsExactly("SORA-2331");
        assertThat(problems("data.tables=null")).extracting(Problem::code).contains("SORA-2330");
    }

    @Test
    void anOutputNeedsTheNodesOfTheRecords() {
        assertThat(problems("particles.asked=null", "outputs.topic.from=second"))
                .extracting(Problem::code)
                .containsExactly("SORA-2332");
    }

    /** Row n of one graph is not the node in row n of another, even if both are of one size. */
    @Test
    void nodesOfTwoGraphsAreNotJoined() {
        String graph =
                "{type: graph, column: paper, nodes: {table: papers, id: paper, features: words},"
                        + " edges: {table: links, from: cited, to: citing}}";

        List<Problem> found =
                problems(
                        "inputs.other=" + graph,
                        "particles.third={type: gcn, from: other, units: 4}",
                        "combiners.both={type: concat, from: [first, third]}",
                        "particles.second.from=both");

        assertThat(found)
                .extracting(p -> p.code() + " " + p.have())
                .containsExactly("SORA-2332 rows of other and paper");
        assertThat(
                        lab.plan(
                                        MANIFEST,
                                        "combiners.both={type: concat, from: [first, second]}",
                                        "particles.asked.from=both")
                                .nodes())
                .hasSize(6);
    }

    /** A table of which each row is a node and the edge to its parent. */
    @Test
    void oneTableHoldsNodesAndEdges() throws IOException {
        Path tree = folder.resolve("tree.csv");
        String rows = Files.readString(folder.resolve("papers.csv"));
        StringBuilder parents =
                new StringBuilder("parent," + rows.substring(0, rows.indexOf('\n') + 1));
        rows.lines().skip(1).forEach(row -> parents.append("p0,").append(row).append('\n'));
        Files.writeString(tree, parents);

        Sora.TrainingResult result =
                lab.train(
                        "tree",
                        MANIFEST,
                        "data.tables.links=null",
                        "data.tables.papers.path=" + tree,
                        "inputs.paper.edges={table: papers, from: parent, to: paper}");

        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    @Test
    void aSampleOfTheTrainingDataHasAsManyOfEachValue() {
        List<RunEvent.TrainingStarted> started = new ArrayList<>();
        lab.train(
                "few",
                event -> {
                    if (event instanceof RunEvent.TrainingStarted start) {
                        started.add(start);
                    }
                },
                MANIFEST,
                "data.test={count: 15}",
                "data.validation={count: 9, stratify: topic}",
                "data.sample={each: 4, column: topic}");

        assertThat(started.get(0).trainingRecords()).isEqualTo(8);
        assertThat(started.get(0).validationRecords()).isEqualTo(9);
    }
}
