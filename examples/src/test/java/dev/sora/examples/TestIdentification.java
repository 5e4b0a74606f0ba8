// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Enrolment;
import dev.sora.core.Identifier;
import dev.sora.core.IdentityIndex;
import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.packaging.Arrangement;
import dev.sora.core.packaging.IndexFile;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrolling people whom a model has never seen, and naming them. */
final class TestIdentification {

    private static final String FACES =
            """
            manifest: 1
            name: small-faces
            seed: 7
            data:
              train: {type: generated-faces, people: 10, samples: 100, seed: 1}
              validation: {type: generated-faces, people: 5, samples: 30, seed: 2}
            inputs:
              picture: {type: image, column: picture}
            particles:
              stem: {type: conv2d, from: picture, filters: 4, batch_norm: true, pool: 4}
            outputs:
              person: {type: embedding, column: person, from: stem, size: 16}
            training:
              epochs: 2
              batch_size: 20
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model model;
    private static Identifier identifier;
    private static IdentityIndex index;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab(folder);
        model = lab.runtime().open(lab.train("faces", FACES).model());
        identifier = model.identifier(Optional.empty());
        index = enrol(3);
    }

    @AfterAll
    static void close() {
        model.close();
        lab.close();
    }

    private static Path people(int seed) throws IOException {
        return Files.writeString(
                folder.resolve("people-%d.yaml".formatted(seed)),
                "{type: generated-faces, people: 5, samples: 25, seed: %d}".formatted(seed));
    }

    private static IdentityIndex enrol(int seed) throws IOException {
        Enrolment enrolment = identifier.enrolment();
        model.predictSource(
                people(seed),
                PredictionOptions.DEFAULT.keeping(identifier.column()),
                Lab.DEAF,
                enrolment::add);
        return enrolment.index(OptionalDouble.empty());
    }

    private static List<Prediction> identify(IdentityIndex known, int seed, OptionalDouble least)
            throws IOException {
        List<Prediction> found = new ArrayList<>();
        model.predictSource(
                people(seed),
                PredictionOptions.DEFAULT.keeping("person"),
                Lab.DEAF,
                identifier.identify(known, least, found::add));
        return found;
    }

    @Test
    void namesPeopleWhoAreEnrolled() throws IOException {
        assertThat(index.names()).hasSize(5).allMatch(name -> name.startsWith("p3-"));
        assertThat(index.records()).isEqualTo(25);
        for (Prediction prediction : identify(index, 3, OptionalDouble.empty())) {
            Map<String, Object> found = prediction.output("person");
            assertThat(found.get("identity")).isEqualTo(prediction.kept().get("person"));
            assertThat(found.get("known")).isEqualTo(true);
            assertThat((double) found.get("score")).isGreaterThan(0.9999);
        }
    }

    @Test
    void callsOthersUnknown() throws IOException {
        for (Prediction prediction : identify(index, 4, OptionalDouble.of(1))) {
            assertThat(prediction.output("person"))
                    .containsEntry("identity", "unknown")
                    .containsEntry("known", false)
                    .containsEntry("threshold", 1.0);
            assertThat((String) prediction.output("person").get("nearest")).startsWith("p3-");
        }
    }

    @Test
    void takesTheThresholdOfTheValidation() throws IOException {
        double validated =
                model.inspection().metrics().get("validation", "person", "threshold@far=0.01");

        assertThat(identifier.threshold()).hasValue(validated);
        assertThat(index.threshold()).hasValue(validated);
        assertThat(identify(index, 3, OptionalDouble.empty()).get(0).output("person"))
                .containsEntry("threshold", validated);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("known.index");
        index.write(file);
        IdentityIndex read = IdentityIndex.read(file);

        assertThat(identify(read, 4, OptionalDouble.empty()))
                .isEqualTo(identify(index, 4, OptionalDouble.empty()));
        Path again = folder.resolve("again.index");
        read.write(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void refusesADamagedIndex() throws IOException {
        Path file = folder.resolve("damaged.index");
        index.write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> IdentityIndex.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("damaged.index");
        Files.writeString(file, "no index");
        assertThatThrownBy(() -> IdentityIndex.read(file)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> IdentityIndex.read(lab.folder("faces/model.sora")))
                .isInstanceOf(DataException.class);
    }

    @Test
    void needsThePluginThatArrangedAnIndex() {
        Path file = folder.resolve("plain.index");
        index.write(file);
        Path arranged = folder.resolve("arranged.index");
        IndexFile.write(
                arranged,
                IndexFile.read(file)
                        .arranged(
                                new Arrangement(
                                        "absent/graph",
                                        "1.2.0",
                                        List.of(),
                                        State.builder().integer("links", 3).build())));
        IdentityIndex read = IdentityIndex.read(arranged);

        assertThat(read.type()).hasValue("absent/graph");
        assertThatThrownBy(() -> identifier.identify(read, OptionalDouble.empty(), p -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4920")
                .hasMessageContaining("absent/graph of version 1.2.0");
        assertThatThrownBy(() -> identifier.enrolment(read))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2108");
    }

    @Test
    void addsToAnIndexWithoutChangingIt() throws IOException {
        Enrolment more = identifier.enrolment(index);
        model.predictSource(
                people(4),
                PredictionOptions.DEFAULT.keeping(identifier.column()),
                Lab.DEAF,
                more::add);
        IdentityIndex both = more.index(OptionalDouble.empty());

        assertThat(index.records()).isEqualTo(25);
        assertThat(both.records()).isEqualTo(50);
        assertThat(both.names()).hasSize(10).startsWith(index.names().toArray(new String[0]));
        assertThat(both.threshold()).isEqualTo(index.threshold());
    }

    @Test
    void refusesAnIndexOfAnotherModel() {
        try (Model other =
                lab.runtime().open(lab.train("other", FACES, "training.epochs=1").model())) {
            assertThatThrownBy(
                            () ->
                                    other.identifier(Optional.empty())
                                            .identify(index, OptionalDouble.empty(), p -> {}))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4913")
                    .hasMessageContaining("sora index");
        }
    }

    @Test
    void needsAThreshold() throws IOException {
        String without = FACES.replaceFirst(" *validation:.*\\n", "");
        try (Model blind =
                lab.runtime().open(lab.train("blind", without, "training.epochs=1").model())) {
            Identifier unsure = blind.identifier(Optional.empty());
            Enrolment enrolment = unsure.enrolment();
            blind.predictSource(
                    people(3),
                    PredictionOptions.DEFAULT.keeping("person"),
                    Lab.DEAF,
                    enrolment::add);
            IdentityIndex known = enrolment.index(OptionalDouble.empty());

            assertThat(known.threshold()).isEmpty();
            assertThatThrownBy(() -> unsure.identify(known, OptionalDouble.empty(), p -> {}))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4914")
                    .hasMessageContaining("--threshold");
        }
    }

    @Test
    void refusesNamesThatAnswerNothing() {
        assertThatThrownBy(() -> identifier.enrolment().add(named("unknown")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4915");
        assertThatThrownBy(() -> identifier.enrolment().add(named(" ")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4911");
        assertThatThrownBy(() -> identifier.enrolment().index(OptionalDouble.empty()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4916");
    }

    @Test
    void refusesVectorsThatAreNotFinite() {
        for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e300}) {
            Prediction broken = withVector("anna", List.of(0.5, value));
            assertThatThrownBy(() -> identifier.enrolment().add(broken))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4919")
                    .hasMessageContaining("memory, record 1");
            assertThatThrownBy(
                            () ->
                                    identifier
                                            .identify(index, OptionalDouble.of(0.5), p -> {})
                                            .accept(broken))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4919");
        }
    }

    private static Prediction named(String person) {
        return withVector(person, List.of(1.0, 0.0));
    }

    private static Prediction withVector(String person, List<Double> vector) {
        return new Prediction(
                "memory",
                1,
                Map.of("person", person),
                Map.of("person", Map.of("vector", vector)),
                Optional.empty());
    }

    @Test
    void needsAnOutputThatComparesRecords() {
        try (Model classes = lab.runtime().open(lab.train("points", Manifests.POINTS).model())) {
            assertThatThrownBy(() -> classes.identifier(Optional.empty()))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4917")
                    .hasMessageContaining("no output of the model identifies records");
        }
        assertThatThrownBy(() -> model.identifier(Optional.of("face")))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("'face' does not identify records")
                .hasMessageContaining("--of person");
    }
}
