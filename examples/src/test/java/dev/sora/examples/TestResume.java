// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Progress;
import dev.sora.core.plan.Plan;
import dev.sora.examples.trial.BellType;
import dev.sora.examples.trial.PointsType;
import dev.sora.problem.DataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupted training continues and gives the result of an uninterrupted one. */
final class TestResume {

    private static final String BELL =
            Manifests.points(
                    """
                    particles:
                      ring: {type: bell, from: x}
                      view: {type: dense, from: ring, units: 8, activation: relu, count: 2}
                      norm: {type: batch_norm, from: "view[0]"}
                      rest: {type: dropout, from: norm, rate: 0.2}
                    combiners:
                      whole: {type: concat, from: [rest, "view[1]"]}
                    """,
                    "whole");

    private static final String[] KEEPING_BEST = {
        "training.epochs=4",
        "training.early_stopping={monitor: val_loss, patience: 5, restore_best: true}"
    };

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

    @AfterEach
    void calmAfterwards() {
        calm();
    }

    private static void calm() {
        BellType.ON_TRAINING_PASS.set(() -> {});
        Thread.interrupted();
    }

    /** Interrupts the training after an epoch's checkpoint is saved. */
    private static RunListener interruptAfter(int epoch) {
        return event -> {
            if (event instanceof RunEvent.CheckpointSaved saved && saved.epoch() == epoch) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "training.optimiser={type: adam, learning_rate: 0.01}",
                "training.optimiser={type: sgd, learning_rate: 0.05, momentum: 0.9}",
                "training.optimiser={type: rmsprop, learning_rate: 0.01}",
                "training.optimiser={type: pso, swarm_size: 4}",
                "training.optimiser={type: pso, swarm_size: 4, reevaluate: false}",
                "training.schedule={type: plateau, patience: 1, gamma: 0.5}",
                "training.schedule={type: one_cycle}",
                "training.early_stopping={monitor: val_accuracy, patience: 3}",
                "training.drop_last=true",
                "training.average={decay: 0.9}",
                "training.order={type: balanced, strength: 0.5}"
            })
    void goesOnAsIfItHadNeverStopped(String setting) {
        String name = Integer.toHexString(setting.hashCode());
        byte[] whole = lab.weights("whole-" + name, BELL, setting, "training.epochs=4");

        assertThatThrownBy(
                        () ->
                                lab.train(
                                        name,
                                        interruptAfter(2),
                                        BELL,
                                        setting,
                                        "training.epochs=4"))
                .isInstanceOf(InterruptedRunException.class);
        assertThat(Thread.interrupted()).as("the flag stays for the caller").isTrue();

        assertThat(Lab.weights(lab.resume(name, BELL, setting, "training.epochs=4").model()))
                .isEqualTo(whole);
    }

    /** The best epoch is the interrupted one, and no later epoch is better. */
    @Test
    void takesBackTheBestWeightsOfAnEpochBeforeTheInterruption() {
        String[] settings = {
            "training.early_stopping={monitor: val_loss, patience: 2, restore_best: true}",
            "training.optimiser={type: sgd, learning_rate: 2.5, momentum: 0.9}",
            "training.epochs=12"
        };
        AtomicInteger best = new AtomicInteger();
        RunListener note =
                event -> {
                    if (event instanceof RunEvent.StoppedEarly stopped) {
                        best.set(stopped.bestEpoch());
                    }
                };
        byte[] whole = Lab.weights(lab.train("best", note, Manifests.POINTS, settings).model());
        assertThat(best.get()).isPositive();

        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "broken",
                                        interruptAfter(best.get()),
                                        Manifests.POINTS,
                                        settings))
                .isInstanceOf(InterruptedRunException.class);
        Thread.interrupted();

        assertThat(Lab.weights(lab.resume("broken", Manifests.POINTS, settings).model()))
                .isEqualTo(whole);
    }

    /** Epochs without progress before the interruption count like those after it. */
    @Test
    void stopsEarlyInTheEpochOfAnUndisturbedTraining() {
        String[] settings = {
            "training.early_stopping={monitor: val_loss, patience: 3, min_delta: 1000}",
            "training.epochs=12"
        };
        List<Integer> stopped = new ArrayList<>();
        RunListener note =
                event -> {
                    if (event instanceof RunEvent.StoppedEarly early) {
                        stopped.add(early.epoch());
                    }
                };
        // no change counts as progress: the first epoch is the best, and three more follow
        lab.train("patient", note, Manifests.POINTS, settings);
        assertThatThrownBy(
                        () -> lab.train("impatient", interruptAfter(3), Manifests.POINTS, settings))
                .isInstanceOf(InterruptedRunException.class);
        Thread.interrupted();
        lab.resume("impatient", note, Manifests.POINTS, settings);

        assertThat(stopped).containsExactly(4, 4);
    }

    /** The learning rate of an epoch depends on its number, wherever a training was interrupted. */
    @Test
    void lowersTheRateInTheEpochsOfAnUndisturbedTraining() {
        String[] settings = {
            "training.schedule={type: step, every: 2, gamma: 0.5}",
            "training.optimiser={type: sgd, learning_rate: 0.08}",
            "training.epochs=6"
        };
        List<Double> rates = new ArrayList<>();
        RunListener note =
                event -> {
                    if (event instanceof RunEvent.EpochEnded ended) {
                        rates.add(ended.learningRate());
                    }
                };
        RunListener interrupt = interruptAfter(3);
        RunListener both =
                event -> {
                    note.on(event);
                    interrupt.on(event);
                };
        assertThatThrownBy(() -> lab.train("rates", both, Manifests.POINTS, settings))
                .isInstanceOf(InterruptedRunException.class);
        Thread.interrupted();
        lab.resume("rates", note, Manifests.POINTS, settings);

        assertThat(rates).containsExactly(0.08, 0.08, 0.04, 0.04, 0.02, 0.02);
    }

    @Test
    void anInterruptionInTheMiddleOfAnEpochLeavesWholeFilesOnly() {
        AtomicInteger passes = new AtomicInteger();
        BellType.ON_TRAINING_PASS.set(
                () -> {
                    // 6 steps an epoch, so this is in the third epoch
                    if (passes.incrementAndGet() == 15) {
                        Thread.currentThread().interrupt();
                    }
                });

        assertThatThrownBy(() -> lab.train("middle", BELL, "training.epochs=4"))
                .isInstanceOf(InterruptedRunException.class)
                .hasMessageContaining("epoch 3");
        Thread.interrupted();

        assertThat(lab.files("middle"))
                .containsExactly(
                        "checkpoints/epoch-0002-step-000003.ckpt",
                        "checkpoints/epoch-0002.ckpt",
                        "history.csv");
        Checkpoint last =
                Checkpoint.read(lab.folder("middle/checkpoints/epoch-0002-step-000003.ckpt"));
        assertThat(last.progress().epoch()).isEqualTo(2);
        assertThat(last.progress().step()).isEqualTo(15);
        assertThat(Lab.weights(lab.resume("middle", BELL, "training.epochs=4").model()))
                .isEqualTo(lab.weights("middle-whole", BELL, "training.epochs=4"));
    }

    /**
     * Of 6 steps an epoch: the first, the last of an epoch, one in the middle, and the very last.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7, 9, 18, 23, 24})
    void goesOnFromTheStepThatWasInterrupted(int step) {
        String name = "at-" + step;
        ringAt(step, () -> Thread.currentThread().interrupt());
        assertThatThrownBy(() -> lab.train(name, BELL, KEEPING_BEST))
                .isInstanceOf(InterruptedRunException.class);
        calm();

        resumesAsUndisturbed(name, KEEPING_BEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{type: balanced}", "{type: identities, records: 16}"})
    void goesOnInTheOrderOfAnEpochThatWasInterrupted(String order) {
        String name = "order-" + order.hashCode();
        String[] settings = {"training.epochs=3", "training.order=" + order};
        ringAt(9, () -> Thread.currentThread().interrupt());
        assertThatThrownBy(() -> lab.train(name, BELL, settings))
                .isInstanceOf(InterruptedRunException.class);
        calm();

        resumesAsUndisturbed(name, settings);
    }

    /** A fault ends the training, once in the first run and once after it was resumed. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 14, 22})
    void goesOnFromTheLastCheckpointBeforeAFault(int step) {
        String name = "fault-" + step;
        String[] settings = {
            KEEPING_BEST[0], KEEPING_BEST[1], "training.checkpoint={every: 2 steps}"
        };
        for (int again = 0; again < 2; again++) {
            ringAt(
                    again == 0 ? step : 2,
                    () -> {
                        throw new IllegalStateException("a fault");
                    });
            assertThatThrownBy(() -> lab.resume(name, BELL, settings))
                    .hasMessageContaining("a fault");
        }
        calm();

        resumesAsUndisturbed(name, settings);
    }

    /** A failure to write ends the training; earlier files are kept. */
    @Test
    void endsWithAnErrorIfACheckpointCannotBeWritten() throws Exception {
        String[] settings = {
            KEEPING_BEST[0], KEEPING_BEST[1], "training.checkpoint={every: 4 steps}"
        };
        Path taken = lab.folder("full/checkpoints/epoch-0001-step-000002.ckpt");
        ringAt(5, () -> assertThat(taken.toFile().mkdirs()).isTrue());

        assertThatThrownBy(() -> lab.train("full", BELL, settings))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("epoch-0001-step-000002.ckpt");

        assertThat(lab.files("full")).contains("checkpoints/epoch-0000-step-000004.ckpt");
        Files.delete(taken);
        calm();
        resumesAsUndisturbed("full", settings);
    }

    @Test
    void keepsTheLatestAndLeavesNothingOfAProcessThatWasKilled() throws Exception {
        Path folder = Files.createDirectories(lab.folder("latest/checkpoints"));
        Files.writeString(folder.resolve(".epoch-0000-step-000002.ckpt.1a2b.tmp"), "half");
        String[] settings = {
            "training.epochs=2", "training.checkpoint={every: 1 steps, keep: 3}",
        };

        lab.train("latest", Manifests.POINTS, settings);

        List<String> kept =
                lab.files("latest").stream().filter(f -> f.startsWith("checkpoints/")).toList();
        assertThat(kept).hasSize(3).contains("checkpoints/epoch-0002.ckpt");
    }

    @Test
    void refusesACheckpointOfASoraThatDrawsOtherRandomNumbers() {
        lab.train("old", Manifests.POINTS);
        Path file = lab.folder("old/checkpoints/epoch-0003.ckpt");
        Checkpoint now = Checkpoint.read(file);
        Progress p = now.progress();
        Checkpoint.write(
                file,
                new Checkpoint(
                        new Progress(
                                1,
                                p.epochs(),
                                p.epoch(),
                                p.step(),
                                p.partial(),
                                p.seed(),
                                p.identity(),
                                p.groups(),
                                p.pins(),
                                p.data(),
                                p.records(),
                                p.best(),
                                p.sinceBest(),
                                p.history()),
                        now.weights(),
                        now.optimiser(),
                        now.best()));

        assertThatThrownBy(() -> lab.resume("old", Manifests.POINTS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4423")
                .hasMessageContaining("train without --resume");
    }

    private static void ringAt(int step, Runnable action) {
        AtomicInteger passes = new AtomicInteger();
        BellType.ON_TRAINING_PASS.set(
                () -> {
                    if (passes.incrementAndGet() == step) {
                        action.run();
                    }
                });
    }

    /** Compares weights, metrics and the history without times. */
    private static void resumesAsUndisturbed(String name, String... settings) {
        Sora.TrainingResult whole = lab.train(name + "-whole", BELL, settings);
        Sora.TrainingResult resumed = lab.resume(name, BELL, settings);
        assertThat(Lab.weights(resumed.model())).isEqualTo(Lab.weights(whole.model()));
        assertThat(resumed.metrics()).isEqualTo(whole.metrics());
        assertThat(metrics(name)).isEqualTo(metrics(name + "-whole"));
    }

    private static List<List<String>> metrics(String name) {
        try {
            List<String> lines = Files.readAllLines(lab.folder(name + "/history.csv"));
            List<String> names = List.of(lines.get(0).split(","));
            List<List<String>> metrics = new ArrayList<>();
            for (String line : lines) {
                List<String> cells = new ArrayList<>(List.of(line.split(",")));
                cells.set(names.indexOf("seconds"), "");
                cells.set(names.indexOf("samples_per_second"), "");
                metrics.add(cells);
            }
            return metrics;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The flag is already set when the checkpoint is written. */
    @Test
    void anInterruptionAtTheEndOfAnEpochStillSavesIt() {
        RunListener listener =
                event -> {
                    if (event instanceof RunEvent.EpochEnded ended && ended.epoch() == 1) {
                        Thread.currentThread().interrupt();
                    }
                };

        assertThatThrownBy(() -> lab.train("end", listener, Manifests.POINTS))
                .isInstanceOf(InterruptedRunException.class);
        Thread.interrupted();

        assertThat(lab.files("end")).containsExactly("checkpoints/epoch-0001.ckpt", "history.csv");
        Checkpoint.read(lab.folder("end/checkpoints/epoch-0001.ckpt"));
    }

    @Test
    void refusesToGoOnWithAnotherManifest() {
        lab.train("changed", Manifests.POINTS);

        assertThatThrownBy(
                        () ->
                                lab.resume(
                                        "changed",
                                        Manifests.POINTS,
                                        "training.optimiser.learning_rate=0.5"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4421")
                .hasMessageContaining("epoch-0003.ckpt");
    }

    /** Inputs would learn other positions from other data than the weights were trained with. */
    @Test
    void refusesToGoOnWithOtherData() throws IOException {
        Path train = lab.folder("kinds.csv");
        Path test = lab.folder("kinds-test.csv");
        String row = "red,1,a\nblue,2,b\n";
        Files.writeString(train, "colour,size,kind\n" + row.repeat(20));
        Files.writeString(test, "colour,size,kind\n" + row);
        String manifest =
                """
                manifest: 1
                name: kinds
                data:
                  train: {type: csv, path: "%s"}
                  test: {type: csv, path: "%s"}
                inputs:
                  colour: {type: category, column: colour}
                  size: {type: number, column: size}
                particles:
                  vector: {type: embedding, from: colour, units: 4}
                combiners:
                  all: {type: concat, from: [vector, size]}
                outputs:
                  kind: {type: classification, column: kind, from: all}
                training: {epochs: 2, batch_size: 8}
                """
                        .formatted(
                                train.toString().replace('\\', '/'),
                                test.toString().replace('\\', '/'));
        byte[] weights = lab.weights("kinds", manifest);

        // the same number of records, colours and kinds as before, in another order
        Files.writeString(train, "colour,size,kind\n" + "green,1,a\nblue,2,b\n".repeat(20));
        assertThatThrownBy(() -> lab.resume("kinds", manifest, "training.epochs=3"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4427")
                .hasMessageContaining("epoch-0002.ckpt")
                .hasMessageContaining("--from");

        Files.writeString(train, "colour,size,kind\n" + row.repeat(20));
        Files.writeString(test, "colour,size,kind\n" + row.repeat(2));
        assertThat(Lab.weights(lab.resume("kinds", manifest).model())).isEqualTo(weights);
    }

    /** The bytes of a table that names pictures say nothing of what these show. */
    @Test
    void refusesToGoOnWithOtherPicturesOfTheSameTable() throws IOException {
        Path table = lab.folder("pictures.csv");
        Files.writeString(table, "photo,kind\n" + "dark.png,a\nlight.png,b\n".repeat(4));
        picture("dark.png", 0x101010);
        picture("light.png", 0xf0f0f0);
        String manifest =
                """
                manifest: 1
                name: pictures
                data:
                  train: {type: csv, path: "%s", types: {photo: image}}
                inputs:
                  photo: {type: image, column: photo, size: [4, 4]}
                particles:
                  view: {type: dense, from: photo, units: 2}
                outputs:
                  kind: {type: classification, column: kind, from: view}
                training: {epochs: 2, batch_size: 4}
                """
                        .formatted(table.toString().replace('\\', '/'));
        byte[] weights = lab.weights("pictures", manifest);

        picture("dark.png", 0x401010);
        assertThatThrownBy(() -> lab.resume("pictures", manifest, "training.epochs=3"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4427");

        picture("dark.png", 0x101010);
        assertThat(Lab.weights(lab.resume("pictures", manifest).model())).isEqualTo(weights);
    }

    private static void picture(String name, int colour) throws IOException {
        BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 16; i++) {
            picture.setRGB(i % 4, i / 4, colour);
        }
        ImageIO.write(picture, "png", lab.folder(name).toFile());
    }

    /** Data that lies in no file, such as a database: as many records, of other values. */
    @Test
    void refusesToGoOnWithOtherDataThatLiesInNoFile() {
        byte[] weights = lab.weights("no-file", Manifests.POINTS);
        PointsType.ADDED.set(0.25f);
        try {
            assertThatThrownBy(() -> lab.resume("no-file", Manifests.POINTS, "training.epochs=4"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4427")
                    .hasMessageContaining("other records");
        } finally {
            PointsType.ADDED.set(0f);
        }
        // as a database without an order does
        PointsType.TURNED.set(true);
        try {
            assertThatThrownBy(() -> lab.resume("no-file", Manifests.POINTS, "training.epochs=4"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4428")
                    .hasMessageContaining("order_by");
        } finally {
            PointsType.TURNED.set(false);
        }
        assertThat(Lab.weights(lab.resume("no-file", Manifests.POINTS).model())).isEqualTo(weights);
    }

    /** What an output that chooses is measured on is not encoded, and is a part of the data. */
    @Test
    void tellsOtherDataOfARetrieverFromDataInAnotherOrder() {
        String manifest =
                """
                manifest: 1
                name: choosing
                data:
                  train: {type: points, samples: 64}
                  validation: {fraction: 0.25}
                inputs:
                  x: {type: trial-vector, column: x}
                  kind: {type: item, column: kind}
                particles:
                  seen: {type: embedding, from: kind, units: 4}
                combiners:
                  whole: {type: sum, from: [x, seen]}
                outputs:
                  best: {type: choice, column: kind, from: whole}
                training: {epochs: 2, batch_size: 16}
                """;
        byte[] weights = lab.weights("choosing", manifest);
        PointsType.TURNED.set(true);
        try {
            assertThatThrownBy(() -> lab.resume("choosing", manifest, "training.epochs=4"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4428");
        } finally {
            PointsType.TURNED.set(false);
        }
        PointsType.ADDED.set(0.25f);
        try {
            assertThatThrownBy(() -> lab.resume("choosing", manifest, "training.epochs=4"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4427");
        } finally {
            PointsType.ADDED.set(0f);
        }
        assertThat(Lab.weights(lab.resume("choosing", manifest).model())).isEqualTo(weights);
    }

    @Test
    void goesOnForMoreEpochs() {
        lab.train("longer", Manifests.POINTS, "training.epochs=2");

        assertThat(Lab.weights(lab.resume("longer", Manifests.POINTS, "training.epochs=4").model()))
                .isEqualTo(lab.weights("at-once", Manifests.POINTS, "training.epochs=4"));
    }

    /** The rate of a step depends on the number of epochs, also within the first epoch. */
    @ParameterizedTest
    @ValueSource(strings = {"{type: cosine}", "{type: one_cycle}", "{type: constant, warmup: 0.3}"})
    void refusesMoreEpochsWhereTheRateFollowsTheirNumber(String schedule) {
        String[] settings = {"training.schedule=" + schedule, "training.epochs=2"};
        String out = "longer-" + schedule.hashCode();
        lab.train(out, Manifests.POINTS, settings);

        assertThatThrownBy(
                        () -> lab.resume(out, Manifests.POINTS, settings[0], "training.epochs=4"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4426")
                .hasMessageContaining("training.epochs: 2")
                .hasMessageContaining("--from");
        assertThat(lab.resume(out, Manifests.POINTS, settings).model()).exists();

        Path file = lab.folder(out + ".ckpt");
        Plan two = lab.plan(Manifests.POINTS, settings);
        Plan four = lab.plan(Manifests.POINTS, settings[0], "training.epochs=4");
        try (TrainingSession session = lab.runtime().session(two, Lab.DEAF);
                TrainingSession longer = lab.runtime().session(four, Lab.DEAF)) {
            for (int i = 0; i < 2; i++) {
                session.next();
                session.apply(session.gradient());
            }
            session.save(file);
            float[] before = longer.weights();

            assertThatThrownBy(() -> longer.load(file)).hasMessageContaining("SORA-4426");
            assertThat(longer.weights()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: exponential, gamma: 0.7}",
                "{type: step, every: 1}",
                "{type: plateau}"
            })
    void goesOnForMoreEpochsWhereTheRateFollowsTheEpoch(String schedule) {
        String setting = "training.schedule=" + schedule;
        String out = "further-" + schedule.hashCode();
        lab.train(out, Manifests.POINTS, setting, "training.epochs=2");

        assertThat(
                        Lab.weights(
                                lab.resume(out, Manifests.POINTS, setting, "training.epochs=4")
                                        .model()))
                .isEqualTo(
                        lab.weights(
                                out + "-at-once", Manifests.POINTS, setting, "training.epochs=4"));
    }

    @Test
    void startsFromTheBeginningWhereThereIsNothingToResume() {
        List<RunEvent.NothingToResume> said = new ArrayList<>();
        byte[] resumed =
                Lab.weights(
                        lab.resume(
                                        "nothing",
                                        event -> {
                                            if (event instanceof RunEvent.NothingToResume nothing) {
                                                said.add(nothing);
                                            }
                                        },
                                        Manifests.POINTS)
                                .model());

        assertThat(resumed).isEqualTo(lab.weights("from-nothing", Manifests.POINTS));
        assertThat(said)
                .extracting(RunEvent.NothingToResume::folder)
                .containsExactly(lab.folder("nothing/checkpoints"));
    }

    @Test
    void goesOnFromAnEarlierCheckpointIfTheLastIsCut() throws Exception {
        byte[] whole = lab.weights("cut-whole", Manifests.POINTS);
        lab.train("cut", Manifests.POINTS);
        Path last = lab.folder("cut/checkpoints/epoch-0003.ckpt");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(Lab.weights(lab.resume("cut", Manifests.POINTS).model())).isEqualTo(whole);
    }

    @Test
    void aFinishedTrainingResumesToTheSameResult() {
        byte[] whole = lab.weights("done", Manifests.POINTS);

        assertThat(Lab.weights(lab.resume("done", Manifests.POINTS).model())).isEqualTo(whole);
    }
}
