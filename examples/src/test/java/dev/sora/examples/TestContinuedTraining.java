// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Plan;
import dev.sora.particle.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training continues from a model with new data: learned values are kept, classes and words are
 * added.
 */
final class TestContinuedTraining {

    private static final String LETTERS =
            """
            manifest: 1
            name: letters
            seed: 3
            data:
              train: {type: letters, samples: 800, seed: 1, letters: BCDEFGHI}
              test: {type: letters, samples: 320, seed: 2, letters: BCDEFGHI}
            inputs:
              image: {type: image, column: image}
            particles:
              stem: {type: conv2d, from: image, filters: 8, kernel: 3, activation: relu, pool: 2}
              view: {type: dense, from: stem, units: 32, activation: relu}
            outputs:
              letter: {type: classification, column: label, from: view}
            training:
              optimiser: {type: adam, learning_rate: 0.003}
              epochs: 5
              batch_size: 32
            """;

    private static final String STILL = "training.optimiser={type: sgd, learning_rate: 1e-30}";

    private static final String TEXTS =
            """
            manifest: 1
            name: texts
            seed: 5
            data:
              train: {type: csv, path: FILE}
            inputs:
              words: {type: text, column: text, min_count: 1}
              place: {type: category, column: place, min_count: 1}
            particles:
              table: {type: embedding, from: words, units: 4}
              mean: {type: nlp/pool, from: table}
              where: {type: embedding, from: place, units: 4}
            combiners:
              both: {type: concat, from: [mean, where]}
            outputs:
              kind: {type: classification, column: kind, from: both}
            training:
              epochs: 3
              batch_size: 4
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Sora.TrainingResult eight;

    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        eight = lab.train("eight", LETTERS);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Path from(
            Path model, String out, List<RunEvent> events, String manifest, String... overrides) {
        Plan plan = lab.plan(manifest, overrides);
        Sora.TrainingRequest request =
                new Sora.TrainingRequest(
                        lab.folder(out), false, Optional.empty(), Optional.of(model));
        return lab.runtime().train(plan, request, events::add).model();
    }

    private static RunEvent.ContinuedFrom continued(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.ContinuedFrom.class::isInstance)
                .map(RunEvent.ContinuedFrom.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The setting of the manifest is used, and the difference is reported. */
    @Test
    void anotherKindOfScaleIsUsedAndWarnedOf() {
        List<RunEvent> events = new ArrayList<>();
        Path model =
                from(
                        eight.model(),
                        "unit",
                        events,
                        LETTERS,
                        STILL,
                        "training.epochs=1",
                        "inputs.image.normalise=unit");
        State state = ModelPackage.read(model).particles().get("image");

        assertThat(state.numbers("mean")).containsExactly(0);
        assertThat(state.numbers("deviation")).containsExactly(255);
        assertThat(warnings(events))
                .containsExactly(
                        "image its settings are not those of model.sora, with which the weights"
                                + " were trained: normalise: unit (there standard)");
    }

    private static List<String> warnings(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.Warned.class::isInstance)
                .map(RunEvent.Warned.class::cast)
                .filter(warned -> warned.text().contains("settings"))
                .map(warned -> warned.node() + " " + warned.text())
                .toList();
    }

    @Test
    void oldRowsAreUnchangedAtTheStartAndNewOnesAreDrawn() {
        List<RunEvent> events = new ArrayList<>();
        Path model =
                from(
                        eight.model(),
                        "ten-still",
                        events,
                        LETTERS.replace("BCDEFGHI", "ABCDEFGHIJ"),
                        STILL,
                        "training.epochs=1");
        Map<String, float[]> before = Lab.numbers(eight.model());
        Map<String, float[]> after = Lab.numbers(model);

        assertThat(ModelPackage.read(model).particles().get("letter").strings("classes"))
                .isEqualTo(List.of("B", "C", "D", "E", "F", "G", "H", "I", "A", "J"));
        for (String name : before.keySet()) {
            int old = before.get(name).length;
            assertThat(Arrays.copyOf(after.get(name), old))
                    .as(name)
                    .containsExactly(before.get(name));
        }
        float[] weights = after.get("letter.weight");
        assertThat(weights).hasSize(320);
        assertThat(Arrays.copyOfRange(weights, 256, 320)).doesNotContain(0f);
        RunEvent.ContinuedFrom told = continued(events);
        assertThat(told.taken()).containsExactly("stem", "view");
        assertThat(told.grown()).containsExactly("letter (8 of 10 rows kept)");
        assertThat(told.fresh()).isEmpty();
    }

    private static final String TWO_VIEWS =
            Manifests.points(
                    """
                    particles:
                      left: {type: dense, from: x, units: 4, activation: tanh}
                      right: {type: dense, from: x, units: 4, activation: tanh}
                      top: {type: dense, from: whole, units: 4, activation: tanh}
                    combiners:
                      whole: {type: concat, from: [left, right]}
                    """,
                    "top");

    /** The weights after a concatenation identify its parts by position. */
    @Test
    void refusesPartsInAnotherOrderAndSaysWhichHaveOtherNames() {
        Path model = lab.train("views", TWO_VIEWS, "training.epochs=1").model();
        String moved = TWO_VIEWS.replace("[left, right]", "[right, left]");
        String elsewhere = moved.replace("whole", "both");
        for (String other : List.of(moved, elsewhere)) {
            assertThatThrownBy(() -> from(model, "views-moved", new ArrayList<>(), other))
                    .hasMessageContaining("SORA-2397")
                    .hasMessageContaining("in another order than in the model to continue from")
                    .hasMessageContaining("[left, right], as in model.sora")
                    .hasMessageContaining("[right, left]");
        }
        // nothing of the model stands behind the parts
        assertThat(
                        from(
                                model,
                                "views-new",
                                new ArrayList<>(),
                                moved.replace("top", "summit"),
                                "training.epochs=1"))
                .exists();
        List<RunEvent> events = new ArrayList<>();
        from(
                model,
                "views-renamed",
                events,
                TWO_VIEWS.replace("right", "other").replace("whole", "both"),
                "training.epochs=1");
        assertThat(events)
                .contains(
                        new RunEvent.Warned(
                                "top",
                                "takes [left, other] where it took [left, right] in model.sora:"
                                        + " its weights were trained on those"));
        List<RunEvent> same = new ArrayList<>();
        from(model, "views-same", same, TWO_VIEWS.replace("whole", "both"), "training.epochs=1");
        assertThat(same).noneMatch(RunEvent.Warned.class::isInstance);
    }

    @Test
    void learnsTwoNewClassesAndKeepsTheOld() {
        String ten = LETTERS.replace("BCDEFGHI", "ABCDEFGHIJ");
        Path model = from(eight.model(), "ten", new ArrayList<>(), ten, "training.epochs=8");
        Path old = evaluation("old", "BCDEFGHI");
        Path young = evaluation("young", "AJ");

        double oldClasses = accuracy(model, old);
        double newClasses = accuracy(model, young);
        assertThat(oldClasses).isGreaterThan(0.85);
        assertThat(newClasses).isGreaterThan(0.8);
    }

    private static Path evaluation(String name, String letters) {
        try {
            return Files.writeString(
                    folder.resolve(name + ".yaml"),
                    "{type: letters, samples: 320, seed: 9, letters: %s}\n".formatted(letters));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double accuracy(Path model, Path source) {
        return FlatMetrics.numbers(lab.runtime().evaluate(model, Optional.of(source), Lab.DEAF))
                .get("test", "letter", "accuracy");
    }

    @Test
    void whatIsNewOrOfAnotherShapeStartsAnew() {
        List<RunEvent> events = new ArrayList<>();
        from(
                eight.model(),
                "changed",
                events,
                LETTERS.replace("units: 32", "units: 16")
                        .replace("stem:", "first:")
                        .replace("from: stem", "from: first"),
                "training.epochs=1");

        RunEvent.ContinuedFrom told = continued(events);
        assertThat(told.taken()).isEmpty();
        assertThat(told.grown()).containsExactly("view", "letter (0 of 8 rows kept)");
        assertThat(told.fresh()).containsExactly("first");
    }

    @Test
    void wordsAndCategoriesGrowAndKeepTheirVectors() throws IOException {
        Path csv = folder.resolve("texts.csv");
        Files.writeString(
                csv,
                "text,place,kind\n" + "red apple,here,fruit\nfast car,there,thing\n".repeat(4));
        String manifest = TEXTS.replace("FILE", csv.toString());
        Path model = lab.train("texts", manifest).model();
        Files.writeString(
                csv,
                "text,place,kind\n" + "blue bird,beyond,animal\nred car,here,thing\n".repeat(4));
        Path grown =
                from(model, "texts-grown", new ArrayList<>(), manifest, STILL, "training.epochs=1");
        Map<String, float[]> before = Lab.numbers(model);
        Map<String, float[]> after = Lab.numbers(grown);

        List<String> words = ModelPackage.read(model).particles().get("words").strings("words");
        List<String> more = ModelPackage.read(grown).particles().get("words").strings("words");
        assertThat(more).hasSize(words.size() + 2);
        assertThat(more.subList(0, words.size())).isEqualTo(words);
        assertThat(ModelPackage.read(grown).particles().get("kind").strings("classes"))
                .isEqualTo(List.of("fruit", "thing", "animal"));
        for (String name : List.of("table.weight", "where.weight", "kind.weight", "kind.bias")) {
            assertThat(after.get(name).length).as(name).isGreaterThan(before.get(name).length);
            assertThat(Arrays.copyOf(after.get(name), before.get(name).length))
                    .as(name)
                    .containsExactly(before.get(name));
        }
    }

    /** Weights and scales identify the columns of an input by position. */
    @Test
    void numbersKeepTheirScalesAndColumnsTheirPlaces() throws IOException {
        Path csv = folder.resolve("rooms.csv");
        Files.writeString(csv, "size,rooms,rent\n" + "30,1,400\n90,4,1000\n60,2,700\n".repeat(5));
        String manifest =
                """
                manifest: 1
                name: rents
                data:
                  train: {type: csv, path: %s}
                inputs:
                  flat: {type: number, columns: [size, rooms]}
                outputs:
                  rent: {type: regression, column: rent, from: flat}
                training: {epochs: 3, batch_size: 5}
                """
                        .formatted(csv);
        Path model = lab.train("rents", manifest).model();
        Path input = Files.writeString(folder.resolve("flat.csv"), "size,rooms,space\n45,2,45\n");
        double before = rent(model, input);
        Files.writeString(
                csv, "size,rooms,rent,space\n" + "300,9,9000,300\n200,8,7000,200\n".repeat(5));

        Path still =
                from(model, "rents-still", new ArrayList<>(), manifest, STILL, "training.epochs=1");
        assertThat(rent(still, input)).isEqualTo(before);
        Path renamed =
                from(
                        model,
                        "rents-renamed",
                        new ArrayList<>(),
                        manifest.replace("[size, rooms]", "[space, rooms]"),
                        STILL,
                        "training.epochs=1");
        assertThat(rent(renamed, input)).isEqualTo(before);
        List<RunEvent> events = new ArrayList<>();
        from(
                model,
                "rents-wider",
                events,
                manifest.replace("[size, rooms]", "[size, rooms, space]"),
                "training.epochs=1");
        assertThat(continued(events).grown()).containsExactly("rent");

        assertThatThrownBy(
                        () ->
                                from(
                                        model,
                                        "rents-turned",
                                        new ArrayList<>(),
                                        manifest.replace("[size, rooms]", "[rooms, size]")))
                .hasMessageContaining("SORA-2396")
                .hasMessageContaining("[size, rooms], as in model.sora")
                .hasMessageContaining("[rooms, size]");
    }

    private static double rent(Path model, Path input) {
        List<Object> rents = new ArrayList<>();
        lab.predict(model, input, line -> rents.add(line.get("value")));
        return (double) rents.get(0);
    }

    /** The weights of a convolution fit images of any size; the scale of pixels is kept. */
    @Test
    void theManifestDecidesAboutTheSizeOfImages() {
        List<RunEvent> events = new ArrayList<>();
        Path model =
                from(
                        eight.model(),
                        "smaller",
                        events,
                        LETTERS.replace("column: image}", "column: image, size: [20, 20]}"),
                        STILL,
                        "training.epochs=1");

        State state = ModelPackage.read(model).particles().get("image");
        State before = ModelPackage.read(eight.model()).particles().get("image");
        assertThat(state.integer("height", 1, 100)).isEqualTo(20);
        assertThat(before.integer("height", 1, 100)).isEqualTo(28);
        assertThat(state.numbers("mean")).isEqualTo(before.numbers("mean"));
        assertThat(continued(events).taken()).contains("stem");
        assertThat(continued(events).grown()).contains("view");
    }

    @Test
    void aCheckpointComesFirstAndNeedsTheSameModel() {
        Sora.TrainingRequest start =
                new Sora.TrainingRequest(
                        lab.folder("interrupted"),
                        false,
                        Optional.empty(),
                        Optional.of(eight.model()));
        Sora.TrainingRequest again =
                new Sora.TrainingRequest(
                        lab.folder("interrupted"),
                        true,
                        Optional.empty(),
                        Optional.of(eight.model()));
        lab.runtime().train(lab.plan(LETTERS, "training.epochs=1"), start, Lab.DEAF);
        Path parts =
                lab.runtime()
                        .train(lab.plan(LETTERS, "training.epochs=2"), again, Lab.DEAF)
                        .model();
        Path whole = from(eight.model(), "whole", new ArrayList<>(), LETTERS, "training.epochs=2");

        assertThat(Lab.weights(parts)).isEqualTo(Lab.weights(whole));
        assertThatThrownBy(() -> lab.resume("interrupted", LETTERS, "training.epochs=3"))
                .hasMessageContaining("SORA-4421");
    }
}
