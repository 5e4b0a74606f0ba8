// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that must fail report why, and leave no partial files. */
final class TestBrokenRuns {

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

    private static SoraException failure(String out, String manifest, String... settings) {
        SoraException failure =
                catchThrowableOfType(SoraException.class, () -> lab.train(out, manifest, settings));
        assertThat(failure).isNotNull();
        assertThat(lab.files(out))
                .noneMatch(file -> file.endsWith("model.sora") || file.endsWith("metrics.json"))
                .noneMatch(file -> file.endsWith(".tmp"));
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "test"})
    void noRecords(String part) {
        SoraException failure =
                failure("none-" + part, Manifests.POINTS, "data." + part + ".samples=0");

        assertThat(failure).isInstanceOf(DataException.class);
        assertThat(failure.problems().get(0).code()).isEqualTo("SORA-4001");
        assertThat(failure.problems().get(0).where()).contains("data." + part);
    }

    @Test
    void tooFewRecordsToHoldSomeOut() {
        SoraException failure = failure("few", Manifests.POINTS, "data.train.samples=2");

        assertThat(failure).isInstanceOf(DataException.class);
        assertThat(failure.problems().get(0).code()).isEqualTo("SORA-4003");
    }

    @Test
    void aSingleRecordTrains() {
        assertThat(
                        lab.train(
                                        "single",
                                        Manifests.POINTS,
                                        "data.train.samples=3",
                                        "data.validation.fraction=0.4",
                                        "data.test.samples=1",
                                        "data.test.seed=1",
                                        "outputs.kind.classes=[a, b, c]",
                                        "training.epochs=1")
                                .model())
                .exists();
    }

    @Test
    void aLabelThatTrainingHasNeverSeen() {
        SoraException failure = failure("unseen", Manifests.POINTS, "data.test.strange=dragon");

        assertThat(failure).isInstanceOf(RecordException.class);
        assertThat(failure.problems().get(0).toString())
                .contains("dragon", "points, record 90", "a, b, c");
    }

    @Test
    void aLabelThatTheModelDoesNotKnow() throws Exception {
        Path model = lab.train("known", Manifests.POINTS, "training.epochs=1").model();
        Path source = folder.resolve("strange.yaml");
        Files.writeString(source, "{type: points, samples: 5, strange: dragon}");

        RecordException failure =
                catchThrowableOfType(
                        RecordException.class,
                        () -> lab.runtime().evaluate(model, Optional.of(source), Lab.DEAF));

        assertThat(failure.problems().get(0).toString()).contains("dragon", "record 5");
    }

    @Test
    void aLossThatIsNoNumber() {
        SoraException failure =
                failure(
                        "diverged",
                        Manifests.POINTS,
                        "training.optimiser={type: sgd, learning_rate: 1e30}",
                        "training.epochs=5");

        assertThat(failure.problems().get(0).code()).isEqualTo("SORA-5201");
        assertThat(failure.problems().get(0).toString()).contains("epoch", "learning_rate");
    }

    @Test
    void aBrokenPicture() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures/a"));
        Files.createDirectories(folder.resolve("pictures/b"));
        Files.write(pictures.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13});
        String manifest =
                Manifests.DIGITS.replace(
                        "{type: drawn-digits, samples: 1200, seed: 1}",
                        "{type: image-folder, path: pictures}");

        SoraException failure = failure("picture", manifest);

        assertThat(failure).isInstanceOf(RecordException.class);
        assertThat(failure.problems().get(0).toString()).contains("broken.png");
    }

    @Test
    void aFolderThatCannotBeMade() throws Exception {
        Files.writeString(folder.resolve("file"), "no folder");

        SoraException failure =
                catchThrowableOfType(
                        SoraException.class, () -> lab.train("file", Manifests.POINTS));

        assertThat(failure.problems().get(0).code()).isEqualTo("SORA-4494");
    }

    @Test
    void brokenDataLeavesNoFolder() {
        failure("new/folder", Manifests.POINTS, "data.train.samples=0");

        assertThat(lab.folder("new")).doesNotExist();
    }

    @Test
    void aModelOfAnEarlierRunSurvivesOneThatTrainedNothing() {
        byte[] before = lab.weights("earlier", Manifests.POINTS);

        catchThrowableOfType(
                SoraException.class,
                () -> lab.train("earlier", Manifests.POINTS, "data.test.samples=0"));

        assertThat(Lab.weights(lab.folder("earlier/model.sora"))).isEqualTo(before);
        assertThat(lab.files("earlier")).contains("checkpoints/epoch-0003.ckpt");
    }

    @Test
    void aModelOfAnEarlierRunIsGoneOnceTrainingHasBegun() {
        lab.train("begun", Manifests.POINTS);
        RunListener listener =
                event -> {
                    if (event instanceof RunEvent.EpochEnded) {
                        Thread.currentThread().interrupt();
                    }
                };

        catchThrowableOfType(
                InterruptedRunException.class,
                () -> lab.train("begun", listener, Manifests.POINTS));
        Thread.interrupted();

        assertThat(lab.files("begun"))
                .containsExactly("checkpoints/epoch-0001.ckpt", "history.csv");
    }

    @Test
    void nothingToPredictFor() {
        Path model = lab.train("predict", Manifests.POINTS, "training.epochs=1").model();

        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () -> lab.predict(model, folder.resolve("nowhere"), line -> {}));

        assertThat(failure.problems().get(0).toString()).contains("nowhere");
    }
}
