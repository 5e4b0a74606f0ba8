// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.RunEvent;
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
        lab = new Lab(folder);
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
