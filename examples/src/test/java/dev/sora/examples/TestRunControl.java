// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora;
import dev.sora.examples.trial.BellType;
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

/** Trainings that a program pauses and ends. */
final class TestRunControl {

    /** 6 steps an epoch. */
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
    private static byte[] undisturbed;

    private final RunControl control = new RunControl();
    private final List<RunEvent> events = new ArrayList<>();

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
        undisturbed = lab.weights("undisturbed", BELL);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @AfterEach
    void calm() {
        BellType.ON_TRAINING_PASS.set(() -> {});
    }

    private static void at(int step, Runnable action) {
        AtomicInteger passes = new AtomicInteger();
        BellType.ON_TRAINING_PASS.set(
                () -> {
                    if (passes.incrementAndGet() == step) {
                        action.run();
                    }
                });
    }

    private Sora.TrainingResult train(String out, RunListener listener) {
        return train(out, BELL, listener);
    }

    private Sora.TrainingResult train(String out, String manifest, RunListener listener) {
        return lab.runtime()
                .train(
                        lab.plan(manifest),
                        new Sora.TrainingRequest(lab.folder(out), false),
                        event -> {
                            events.add(event);
                            listener.on(event);
                        },
                        control);
    }

    private Sora.TrainingResult train(String out) {
        return train(out, Lab.DEAF);
    }

    private <E extends RunEvent> List<E> heard(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void resumesAsUndisturbed(String out) {
        calm();
        assertThat(Lab.weights(lab.resume(out, BELL).model())).isEqualTo(undisturbed);
    }

    @Test
    void stopsAfterTheStepAndKeepsWhatItHas() throws Exception {
        at(8, control::stop);

        Sora.TrainingResult result = train("stopped");

        assertThat(heard(RunEvent.Stopped.class)).containsExactly(new RunEvent.Stopped(2, 2, 6));
        assertThat(heard(RunEvent.EpochEnded.class)).hasSize(2);
        assertThat(result.metrics().of("test", "kind")).containsKey("accuracy");
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
        assertThat(Files.readString(lab.folder("stopped/report.html")))
                .contains("Stopped on request after step 2 of 6 in epoch 2.");
        assertThat(lab.files("stopped"))
                .contains("checkpoints/epoch-0001-step-000002.ckpt", "model.sora");
        resumesAsUndisturbed("stopped");
    }

    @Test
    void stopsAfterAWholeEpoch() {
        at(12, control::stop);

        train("whole");

        assertThat(heard(RunEvent.Stopped.class))
                .extracting(RunEvent.Stopped::where)
                .containsExactly("after epoch 2");
        assertThat(lab.files("whole")).contains("checkpoints/epoch-0002.ckpt");
        resumesAsUndisturbed("whole");
    }

    @Test
    void isNotStoppedInItsLastStep() {
        at(18, control::stop);

        assertThat(Lab.weights(train("last").model())).isEqualTo(undisturbed);

        assertThat(heard(RunEvent.Stopped.class)).isEmpty();
    }

    @Test
    void doesOneStepAtLeast() {
        control.stop();

        train("one");

        assertThat(heard(RunEvent.Stopped.class)).containsExactly(new RunEvent.Stopped(1, 1, 6));
        resumesAsUndisturbed("one");
    }

    @Test
    void isAbortedWithNothingButACheckpoint() {
        at(8, control::abort);

        assertThatThrownBy(() -> train("aborted"))
                .isInstanceOf(InterruptedRunException.class)
                .hasMessageContaining("epoch 2");

        assertThat(Thread.interrupted()).as("the flag has done its work").isFalse();
        assertThat(lab.files("aborted"))
                .containsExactly(
                        "checkpoints/epoch-0001-step-000002.ckpt",
                        "checkpoints/epoch-0001.ckpt",
                        "history.csv");
        resumesAsUndisturbed("aborted");
    }

    @Test
    void isAbortedBeforeItBegins() {
        control.abort();

        assertThatThrownBy(() -> train("never")).isInstanceOf(InterruptedRunException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(lab.files("never")).isEmpty();
    }

    /** Without evaluation data, no other step checks whether the training is to end. */
    @Test
    void isAbortedAfterItsLastEpoch() {
        assertThatThrownBy(
                        () ->
                                train(
                                        "aborted-last",
                                        trainingDataAlone(),
                                        event -> {
                                            if (event instanceof RunEvent.EpochEnded ended
                                                    && ended.epoch() == 3) {
                                                control.abort();
                                            }
                                        }))
                .isInstanceOf(InterruptedRunException.class)
                .hasMessageContaining("epoch 3");

        assertThat(Thread.interrupted()).isFalse();
        assertThat(lab.files("aborted-last"))
                .contains("checkpoints/epoch-0003.ckpt")
                .doesNotContain("model.sora", "report.html", "metrics.json");
        assertThat(Lab.weights(lab.resume("aborted-last", trainingDataAlone()).model()))
                .isEqualTo(lab.weights("alone", trainingDataAlone()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "save"})
    void isAbortedBeforeItsResultsAreWritten(String phase) {
        assertThatThrownBy(
                        () ->
                                train(
                                        "aborted-" + phase,
                                        trainingDataAlone(),
                                        event -> {
                                            if (event.equals(new RunEvent.PhaseStarted(phase))) {
                                                control.abort();
                                            }
                                        }))
                .isInstanceOf(InterruptedRunException.class);

        assertThat(lab.files("aborted-" + phase)).doesNotContain("model.sora");
    }

    private static String trainingDataAlone() {
        return BELL.replace("  validation: {fraction: 0.2}\n", "")
                .replace("  test: {type: points, samples: 90, seed: 2}\n", "");
    }

    /** Waits for an event of the training, so that the test does not depend on time. */
    private static Thread onPause(Runnable action) {
        Thread other = new Thread(action, "test-control");
        other.start();
        return other;
    }

    private RunListener whenPaused(Runnable action) {
        return event -> {
            if (event instanceof RunEvent.Paused) {
                onPause(action);
            }
        };
    }

    @Test
    void waitsAndGoesOn() {
        at(8, control::pause);

        Sora.TrainingResult result = train("paused", whenPaused(control::resume));

        assertThat(heard(RunEvent.Paused.class)).containsExactly(new RunEvent.Paused(2, 2));
        assertThat(heard(RunEvent.Continued.class)).hasSize(1);
        assertThat(Lab.weights(result.model())).isEqualTo(undisturbed);
    }

    @Test
    void stopsWhileItWaits() {
        control.pause();

        train("paused-stopped", whenPaused(control::stop));

        assertThat(heard(RunEvent.Paused.class)).containsExactly(new RunEvent.Paused(1, 0));
        assertThat(heard(RunEvent.Stopped.class)).containsExactly(new RunEvent.Stopped(1, 1, 6));
    }

    @Test
    void isAbortedWhileItWaits() {
        at(8, control::pause);

        assertThatThrownBy(() -> train("paused-aborted", whenPaused(control::abort)))
                .isInstanceOf(InterruptedRunException.class);

        resumesAsUndisturbed("paused-aborted");
    }

    @Test
    void servesOneTrainingAtATime() {
        at(
                3,
                () ->
                        assertThatThrownBy(() -> train("second"))
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("another training"));

        assertThat(Lab.weights(train("first").model())).isEqualTo(undisturbed);
        calm();
        assertThat(Lab.weights(train("after").model())).isEqualTo(undisturbed);
    }
}
