// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Enrolment;
import dev.sora.core.Identifier;
import dev.sora.core.IdentityIndex;
import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import dev.sora.testkit.SoraFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Identities of a model are found by the graph, with the plugin as a bundle. */
final class TestArrangedIdentities {

    @RegisterExtension
    static final SoraFixture SORA = SoraFixture.withPlugin(NeighboursPlugin.class);

    private static final String MANIFEST =
            """
            manifest: 1
            name: alike
            data:
              train: {type: synthetic, records: 48}
            inputs:
              x: {type: plain-values, column: x}
            outputs:
              who: {type: embedding, column: kind, from: x, size: 4}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.001}
              epochs: 1
              batch_size: 16
            """;

    @TempDir private static Path folder;
    private static Model model;
    private static Identifier identifier;

    @BeforeAll
    static void open() {
        model = SORA.runtime().open(SORA.train(MANIFEST).model());
        identifier = model.identifier(Optional.empty());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static Path source(int records, int seed) throws IOException {
        return Files.writeString(
                folder.resolve("source.yaml"),
                "{type: synthetic, records: %d, seed: %d}".formatted(records, seed));
    }

    private static Enrolment enrol(Enrolment enrolment, int records, int seed) throws IOException {
        model.predictSource(
                source(records, seed),
                PredictionOptions.DEFAULT.keeping(identifier.column()),
                event -> {},
                enrolment::add);
        return enrolment;
    }

    private static List<Prediction> named(IdentityIndex index) throws IOException {
        List<Prediction> found = new ArrayList<>();
        model.predictSource(
                source(200, 9),
                PredictionOptions.DEFAULT,
                event -> {},
                identifier.identify(index, OptionalDouble.of(0.5), found::add));
        return found;
    }

    private static IdentityIndex arranged(Enrolment enrolment) {
        return enrolment.arrangedBy("hnsw", List.of("candidates=40")).index(OptionalDouble.empty());
    }

    @Test
    void answersWhatComparingAllAnswers() throws IOException {
        Enrolment enrolment = enrol(identifier.enrolment(), 300, 3);
        IdentityIndex all = enrolment.index(OptionalDouble.empty());
        IdentityIndex graph = arranged(enrolment);

        assertThat(all.type()).isEmpty();
        assertThat(graph.type()).hasValue("neighbours/hnsw");
        assertThat(named(graph)).isEqualTo(named(all));
        assertThat(named(graph).get(0).output("who"))
                .containsKeys("identity", "known", "score", "nearest", "threshold");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        IdentityIndex graph = arranged(enrol(identifier.enrolment(), 60, 3));
        Path file = folder.resolve("graph.index");
        graph.write(file);
        IdentityIndex read = IdentityIndex.read(file);
        Path again = folder.resolve("again.index");
        read.write(again);

        assertThat(named(read)).isEqualTo(named(graph));
        assertThat(again).hasSameBinaryContentAs(file);
    }

    /** pgvector 786: vectors that were added later led to another index. */
    @Test
    void addsRecordsAsIfAllHadBeenEnrolledAtOnce() throws IOException {
        IdentityIndex first = arranged(enrol(identifier.enrolment(), 50, 3));
        Enrolment both = enrol(identifier.enrolment(), 50, 3);
        IdentityIndex together = arranged(enrol(both, 70, 4));
        IdentityIndex added =
                enrol(identifier.enrolment(first), 70, 4).index(OptionalDouble.empty());

        Path left = folder.resolve("together.index");
        together.write(left);
        Path right = folder.resolve("added.index");
        added.write(right);
        assertThat(added.records()).isEqualTo(120);
        assertThat(right).hasSameBinaryContentAs(left);
        assertThat(first.records()).isEqualTo(50);
    }

    @Test
    void enrolsASingleRecord() throws IOException {
        IdentityIndex one = arranged(enrol(identifier.enrolment(), 1, 3));
        Path file = folder.resolve("one.index");
        one.write(file);
        assertThat(named(IdentityIndex.read(file))).hasSize(200);
    }

    @Test
    void refusesUnknownTypesAndSettings() throws IOException {
        Enrolment enrolment = enrol(identifier.enrolment(), 5, 3);
        for (List<String> setting : List.of(List.of("link=3"), List.of("links=1"))) {
            assertThatThrownBy(() -> enrolment.arrangedBy("hnsw", setting))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("index.link");
        }
        for (String setting : List.of("type=hsnw", "type=null")) {
            assertThatThrownBy(() -> enrolment.arrangedBy("hnsw", List.of("links=4", setting)))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("'type' is not a setting of an index");
        }
        assertThatThrownBy(() -> enrolment.arrangedBy("hnsw", List.of("type.name=3")))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("index.type");
        assertThatThrownBy(() -> enrolment.arrangedBy("hsnw", List.of()))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("no installed plugin offers the index 'hsnw'")
                .hasMessageContaining("hnsw");
    }

    @Test
    void refusesADamagedIndex() throws IOException {
        Path file = folder.resolve("damaged.index");
        arranged(enrol(identifier.enrolment(), 60, 3)).write(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 40; at < bytes.length; at += 397) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x41;
            Files.write(file, damaged);
            try {
                IdentityIndex.read(file);
            } catch (DataException e) {
                assertThat(e).hasMessageContaining("damaged.index");
            }
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> IdentityIndex.read(file)).isInstanceOf(DataException.class);
    }
}
