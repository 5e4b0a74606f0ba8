// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.assembly.SoraRuntime;
import dev.sora.examples.trial.Later;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a plugin throws, and wherever, the problem names the plugin, the node and the line. */
final class TestFaultyPlugins {

    private static final String MANIFEST =
            """
            manifest: 1
            name: faulty
            data:
              train: {type: points, samples: 64}
              test: {type: points, samples: 16}
            inputs:
              x: {type: trial-vector, column: x}
            particles:
              middle: {type: trial/faulty, from: x}
              view: {type: dense, from: middle, units: 8}
            combiners:
              whole: {type: trial/faulty, from: [view, view]}
            outputs:
              kind: {type: classification, column: kind, from: whole}
              y: {type: guess, column: y, from: whole}
            training:
              epochs: 1
              batch_size: 32
            """;

    /** The test data has two batches, of two different classes. */
    private static final String MEASURED =
            MANIFEST.replace("column: y,", "column: y, metrics: [faulty-guess],")
                    .replace("batch_size: 32", "batch_size: 32\n  evaluation_batch_size: 9");

    private static final String RETRIEVING =
            """
            manifest: 1
            name: retrieving
            data:
              train: {type: points, samples: 64}
              test: {type: points, samples: 16}
            inputs:
              x: {type: trial-vector, column: x}
              kind: {type: item, column: kind}
            particles:
              seen: {type: embedding, from: kind, units: 4}
            combiners:
              whole: {type: sum, from: [x, seen]}
            outputs:
              best: {type: choice, column: kind, from: whole}
            training:
              epochs: 1
              batch_size: 32
            """;

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static void check(SoraException failure, String place, String node) {
        assertThat(failure).isNotNull();
        Problem problem = failure.problems().get(0);
        assertThat(problem.code()).startsWith("SORA-3");
        assertThat(problem.toString()).contains("trial").contains("boom at " + place);
        assertThat(problem.toString()).contains(node);
        assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "inputs.x.fault, fit, 'x'",
                "inputs.x.fault, encode, 'x'",
                "inputs.x.fault, forward, 'x'",
                "particles.middle.fault, create, faulty",
                "particles.middle.fault, plan, faulty",
                "particles.middle.fault, plan with data, 'middle'",
                "particles.middle.fault, forward, 'middle'",
                "particles.middle.fault, inference, 'middle'",
                "combiners.whole.fault, combine, 'whole'",
                "outputs.y.fault, fit, 'y'",
                "outputs.y.fault, encode, 'y'",
                "outputs.y.fault, forward, 'y'",
                "outputs.y.fault, loss, 'y'",
                "outputs.y.fault, outcome, 'y'",
                "data.train.fault, open, points",
                "data.train.fault, next, points",
                "data.test.fault, next, points"
            })
    void nodesAndSources(String key, String place, String node) {
        String out = (key + "-" + place).replace(' ', '-');

        SoraException failure =
                catchThrowableOfType(
                        SoraException.class, () -> lab.train(out, MANIFEST, key + "=" + place));

        check(failure, place, node);
        assertThat(failure.problems().get(0).where()).isNotEmpty();
        assertThat(lab.files(out)).noneMatch(file -> file.endsWith("model.sora"));
        assertThat(lab.files(out)).noneMatch(file -> file.endsWith(".tmp"));
    }

    @Test
    void tensorsOfAnotherNumberOfRecords() {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () -> lab.train("rows", MANIFEST, "inputs.x.fault=records"));

        assertThat(failure).isNotNull();
        Problem problem = failure.problems().get(0);
        assertThat(problem.code()).isEqualTo("SORA-3904");
        assertThat(problem.toString())
                .contains("'trial-vector' of plugin 'trial' encoded tensors that do not match")
                .contains("64 records, otherwise with the shapes and types of [float32 (65, ")
                .contains("'x': [float32 (65, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "joined", "chosen", "constant", "numbers", "exhibits"})
    void outcomes(String place) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () -> lab.train("outcome-" + place, MEASURED, "outputs.y.fault=" + place));

        check(failure, place, "'y'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retrieval",
                "columns",
                "catalogue",
                "draw",
                "questions",
                "outcome",
                "loss",
                "protocol",
                "baseline",
                "name",
                "meaning",
                "scores",
                "state"
            })
    void retrievals(String place) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                lab.train(
                                        "choice-" + place,
                                        RETRIEVING,
                                        "outputs.best.fault=" + place));

        check(failure, place, "'best'");
    }

    @Test
    void aRetrievalWithoutFaultsIsReported() throws IOException {
        lab.train("chosen", RETRIEVING);

        assertThat(Files.readString(lab.folder("chosen/report.html")))
                .contains("All kinds are ranked.", "The order of the alphabet.");
    }

    @Test
    void joinsOutcomesOfTheFormThatIsDeclared() throws IOException {
        lab.train("joined", MEASURED);

        String report = Files.readString(lab.folder("joined/report.html"));
        assertThat(report.split("and those of a constant answer", -1))
                .as("a table for each of both outputs")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "result", "interval", "exhibits"})
    void metrics(String place) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                lab.train(
                                        "metric-" + place,
                                        MANIFEST,
                                        "outputs.kind.metrics=[{type: faulty, fault: %s}]"
                                                .formatted(place)));

        check(failure, place, "'kind'");
    }

    @ParameterizedTest
    @CsvSource({
        "optimiser, begin",
        "optimiser, step",
        "optimiser, state",
        "optimiser, rate",
        "optimiser, uses",
        "schedule, factor",
        "order, order"
    })
    void optimisersAndSchedules(String section, String place) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                lab.train(
                                        section + place,
                                        MANIFEST,
                                        "training.%s={type: faulty, fault: %s}"
                                                .formatted(section, place)));

        check(failure, place, "faulty");
    }

    @ParameterizedTest
    @CsvSource({"index, 64", "number, 3"})
    void ordersThatChooseWrongMinibatches(String fault, String have) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                lab.train(
                                        "order-" + fault,
                                        MANIFEST,
                                        "training.order={type: faulty, fault: %s}"
                                                .formatted(fault)));

        Problem problem = failure.problems().get(0);
        assertThat(problem.code()).isEqualTo("SORA-3909");
        assertThat(problem.have()).isEqualTo(have);
        assertThat(problem.toString()).contains("'faulty' of plugin 'trial'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"inputs.x.fault, 'x'", "outputs.y.fault, 'y'"})
    void restoringWhatWasJustLearned(String key, String node) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () -> lab.train("unrestored-" + key, MANIFEST, key + "=restore"));

        check(failure, "restore", node);
        assertThat(folder.resolve("unrestored-" + key).resolve("model.sora")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"inputs.x.fault, 'x'", "outputs.y.fault, 'y'"})
    void restoringFromPackages(String key, String node) {
        Path model = lab.train("restore-" + key, MANIFEST, key + "=restore later").model();
        Later.happen(true);
        try {
            SoraException failure =
                    catchThrowableOfType(SoraException.class, () -> lab.evaluate(model));

            check(failure, "restore", node);
            assertThat(lab.runtime().inspect(model).problems())
                    .anyMatch(problem -> problem.toString().contains("boom at restore"));
        } finally {
            Later.happen(false);
        }
    }

    @Test
    void otherTrainingsGoOnAfterwards() {
        SoraRuntime runtime = lab.runtime();
        catchThrowableOfType(
                SoraException.class,
                () -> lab.train("before", MANIFEST, "particles.middle.fault=forward"));

        assertThat(lab.runtime()).isSameAs(runtime);
        assertThat(lab.weights("after", MANIFEST)).isEqualTo(lab.weights("again", MANIFEST));
    }
}
