// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.run.InterruptedRunException;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.examples.trial.BellType;
import dev.sora.problem.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that are interrupted, and go on as if they had not been. */
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
    void calm() {
        BellType.ON_TRAINING_PASS.set(() -> {});
        Thread.interrupted();
    }

    /** Interrupts the training once an epoch's checkpoint is saved. */
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
                "training.drop_last=true"
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

    /** The best epoch is the one that was interrupted, and none after it is better. */
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

    @Test
    void anInterruptionInTheMiddleOfAnEpochLeavesWholeFilesOnly() {
        AtomicInteger passes = new AtomicInteger();
        BellType.ON_TRAINING_PASS.set(
                () -> {
                    // 6 steps an epoch: in the third
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
                        "checkpoints/epoch-0001.ckpt",
                        "checkpoints/epoch-0002.ckpt",
                        "history.csv");
        Checkpoint last = Checkpoint.read(lab.folder("middle/checkpoints/epoch-0002.ckpt"));
        assertThat(last.progress().epoch()).isEqualTo(2);
        assertThat(last.progress().step()).isEqualTo(12);
        assertThat(Lab.weights(lab.resume("middle", BELL, "training.epochs=4").model()))
                .isEqualTo(lab.weights("middle-whole", BELL, "training.epochs=4"));
    }

    /** The flag is up already when the checkpoint is written. */
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

    @Test
    void goesOnForMoreEpochs() {
        lab.train("longer", Manifests.POINTS, "training.epochs=2");

        assertThat(Lab.weights(lab.resume("longer", Manifests.POINTS, "training.epochs=4").model()))
                .isEqualTo(lab.weights("at-once", Manifests.POINTS, "training.epochs=4"));
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
