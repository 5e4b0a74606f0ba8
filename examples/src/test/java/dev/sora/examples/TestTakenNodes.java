// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Sora;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.particle.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained nodes are taken from other packages. */
final class TestTakenNodes {

    /** The convolution of a network for digits, with a new head for letters. */
    private static final String LETTERS =
            """
            manifest: 1
            name: letters
            seed: 3
            data:
              train: {type: letters, samples: 600, seed: 1}
              test: {type: letters, samples: 300, seed: 2}
            inputs:
              image: {package: digits/model.sora}
            particles:
              low: {package: digits/model.sora, node: stem, from: image, frozen: true}
              deep: {package: digits/model.sora, from: low, frozen: true}
              view: {type: dense, from: deep, units: 32, activation: relu}
            outputs:
              letter: {type: classification, column: label, from: view}
            training:
              optimiser: {type: adam, learning_rate: 0.005}
              epochs: 6
              batch_size: 32
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path digits;
    private static Sora.TrainingResult letters;

    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        digits = lab.train("digits", Manifests.DIGITS, "training.epochs=2").model();
        letters = lab.train("letters", LETTERS);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static String failure(String manifest, String... overrides) {
        try {
            lab.plan(manifest, overrides);
        } catch (dev.sora.problem.SoraException e) {
            return e.getMessage();
        }
        return "";
    }

    @Test
    void aFrozenConvolutionServesANewHeadAndStaysAsItWas() {
        Map<String, float[]> before = Lab.numbers(digits);
        Map<String, float[]> after = Lab.numbers(letters.model());

        for (String part : new String[] {"weight", "bias"}) {
            assertThat(after.get("low." + part)).containsExactly(before.get("stem." + part));
            assertThat(after.get("deep." + part)).containsExactly(before.get("deep." + part));
        }
        double accuracy = letters.metrics().get("test", "letter", "accuracy");
        assertThat(accuracy).isGreaterThan(0.85);
        assertThat(ModelPackage.read(letters.model()).particles().get("image"))
                .isEqualTo(ModelPackage.read(digits).particles().get("image"));
    }

    @Test
    void thePackageThatResultsNeedsNoOther() throws IOException {
        Path away = digits.resolveSibling("away.sora");
        Files.move(digits, away);
        try {
            assertThat(lab.evaluate(letters.model())).isEqualTo(letters.metrics().split("test"));
            assertThat(lab.runtime().inspect(letters.model()).problems()).isEmpty();
        } finally {
            Files.move(away, digits);
        }
    }

    @Test
    void theLockPinsThePackage() throws IOException {
        Lock lock = Lock.of(ModelPackage.read(letters.model()).lock(), "letters");

        assertThat(lock.files())
                .filteredOn(file -> file.part().equals("package"))
                .singleElement()
                .satisfies(
                        file ->
                                assertThat(file.sha256())
                                        .isEqualTo(Lock.DataFile.of("", digits).sha256()));
        Path kept = letters.model().resolveSibling("sora.lock");
        Sora.TrainingRequest again =
                new Sora.TrainingRequest(lab.folder("again"), false, Optional.of(kept));
        Path model = lab.runtime().train(lab.plan(LETTERS), again, Lab.DEAF).model();
        assertThat(Lab.weights(model)).isEqualTo(Lab.weights(letters.model()));

        Path other = lab.train("other", Manifests.DIGITS, "training.epochs=1").model();
        Path away = digits.resolveSibling("kept.sora");
        Files.move(digits, away);
        Files.copy(other, digits);
        try {
            assertThatThrownBy(() -> lab.runtime().train(lab.plan(LETTERS), again, Lab.DEAF))
                    .hasMessageContaining("SORA-3630")
                    .hasMessageContaining("model.sora");
        } finally {
            Files.delete(digits);
            Files.move(away, digits);
        }
    }

    @Test
    void aTakenNodeTakesItsSignalsInTheOrderOfItsWeights() {
        String views =
                Manifests.points(
                        """
                        particles:
                          left: {type: dense, from: x, units: 4}
                          right: {type: dense, from: x, units: 4}
                          top: {type: dense, from: whole, units: 4}
                        combiners:
                          whole: {type: concat, from: [left, right]}
                        """,
                        "top");
        lab.train("views", views, "training.epochs=1");
        String taken =
                views.replace(
                                "{type: dense, from: whole, units: 4}",
                                "{package: views/model.sora, from: both}")
                        .replace("whole:", "both:");

        assertThat(failure(taken)).isEmpty();
        assertThat(failure(taken.replace("[left, right]", "[right, left]")))
                .contains("SORA-2213")
                .contains("'top' of model.sora took its signals in another order")
                .contains("[left, right]")
                .contains("[right, left]");
    }

    @Test
    void theSizeOfATakenInputIsTheManifests() {
        Path model =
                lab.train(
                                "smaller",
                                LETTERS.replace(
                                        "image: {package: digits/model.sora}",
                                        "image: {package: digits/model.sora, size: [20, 20]}"),
                                "training.epochs=1")
                        .model();

        State state = ModelPackage.read(model).particles().get("image");
        assertThat(state.integer("height", 1, 100)).isEqualTo(20);
        assertThat(state.numbers("mean"))
                .isEqualTo(ModelPackage.read(digits).particles().get("image").numbers("mean"));
    }

    /**
     * An input's learned values identify its columns by position, and numbers by their kind of
     * scale.
     */
    @Test
    void aTakenInputReadsItsColumnsAsItLearnedThem() throws IOException {
        Path csv = folder.resolve("flats.csv");
        Files.writeString(csv, "size,rooms,rent\n" + "30,1,400\n90,4,1000\n60,2,700\n".repeat(5));
        String manifest =
                """
                manifest: 1
                name: flats
                data:
                  train: {type: csv, path: flats.csv}
                inputs:
                  flat: {type: number, columns: [size, rooms]}
                outputs:
                  rent: {type: regression, column: rent, from: flat}
                training: {epochs: 1, batch_size: 5}
                """;
        lab.train("flats", manifest);
        String taken = manifest.replace("type: number", "package: flats/model.sora");

        assertThat(lab.train("flats-taken", taken).model()).exists();
        assertThat(failure(taken.replace("[size, rooms]", "[rooms, size]")))
                .contains("SORA-2213")
                .contains("needs  [size, rooms]")
                .contains("have   [rooms, size]");
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "flats-quantile",
                                        taken.replace("rooms]", "rooms], scale: quantile")))
                .hasMessageContaining("SORA-4274")
                .hasMessageContaining("needs  scale: standardise");
    }

    @Test
    void aTakenNodeIsTrainedFurtherUnlessItIsFrozen() {
        Path model =
                lab.train(
                                "further",
                                LETTERS,
                                "particles.low.frozen=false",
                                "particles.deep.learning_rate=0.1",
                                "particles.deep.frozen=false",
                                "training.epochs=1")
                        .model();

        assertThat(Lab.numbers(model).get("low.weight"))
                .isNotEqualTo(Lab.numbers(digits).get("stem.weight"));
    }

    @Test
    void saysWhatCannotBeTaken() throws IOException {
        assertThat(failure(LETTERS, "particles.low.node=stam"))
                .contains("SORA-2213", "model.sora has no particle 'stam'", "did you mean 'stem'?");
        assertThat(failure(LETTERS, "particles.low.node=digit"))
                .contains("SORA-2213", "has no particle 'digit'", "stem, deep, view");
        assertThat(failure(LETTERS, "particles.low.type=dense"))
                .contains("SORA-2213", "'stem' of model.sora is of another type", "conv2d");
        assertThat(failure(LETTERS, "particles.low.package=gone.sora"))
                .contains("SORA-2213", "gone.sora is not a package to take a node from");
        assertThat(failure(LETTERS, "particles.low.filters=4"))
                .contains("SORA-2214", "the weights of 'stem' in model.sora do not fit 'low'");
        byte[] bytes = Files.readAllBytes(digits);
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("damaged.sora"), bytes);
        assertThat(failure(LETTERS, "particles.low.package=damaged.sora"))
                .contains("SORA-2213", "damaged");
        assertThat(failure(LETTERS, "outputs.letter.package=digits/model.sora"))
                .contains("SORA-2101", "package");
    }

    @Test
    void aRenderedManifestTakesTheSameNodes() {
        String rendered = lab.runtime().render(lab.plan(LETTERS));

        assertThat(rendered).contains("frozen: true", "node: stem", "type: vision/conv2d");
        assertThat(lab.runtime().render(lab.plan(rendered))).isEqualTo(rendered);
    }
}
