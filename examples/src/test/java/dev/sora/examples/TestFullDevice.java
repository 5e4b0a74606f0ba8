// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.TrainingSession;
import dev.sora.examples.device.SmallDevice;
import dev.sora.examples.trial.BellType;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device whose memory is full is one problem wherever it happens, with the number of records that
 * fit. The device fails for more than 20 records.
 */
final class TestFullDevice {

    private static final int MOST = 20;

    private static final String RINGING =
            Manifests.points(
                    """
                    particles:
                      ring: {type: bell, from: x}
                      view: {type: dense, from: ring, units: 500, activation: relu}
                      norm: {type: batch_norm, from: view}
                    """,
                    "norm");

    private static final int PIXELS = 20 * 20;
    private static final int CHANNELS = 8;

    private static final String IMAGES =
            """
            manifest: 1
            name: images
            seed: 7
            data:
              train: {type: drawn-digits, samples: 64, seed: 1, size: 20}
            inputs:
              image: {type: image, column: image}
            particles:
              ring: {type: bell, from: image}
              view: {type: resnet, from: ring, widths: [8], blocks: 2}
            outputs:
              digit: {type: classification, column: label, from: view}
            training:
              optimiser: {type: adam, learning_rate: 0.003}
              epochs: 1
              batch_size: 64
            """;

    private static final String DEVICE = "engine={type: small-device, memory: 400000}";

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model model;

    @BeforeAll
    static void open() {
        lab = new Lab(folder, FlatHost.offer(new SmallDevice(), "0.3.0"));
        model = lab.runtime().open(lab.train("small", RINGING, DEVICE).model());
    }

    @AfterAll
    static void close() {
        model.close();
        lab.close();
    }

    @BeforeEach
    void fill() {
        BellType.ON_PASS.set(
                records -> {
                    if (records > MOST) {
                        throw new IllegalStateException(SmallDevice.FULL);
                    }
                });
    }

    @AfterEach
    void calm() {
        BellType.ON_PASS.set(records -> {});
    }

    private static Problem full(ThrowingCallable call) {
        EngineException thrown = catchThrowableOfType(EngineException.class, call);
        assertThat(thrown.problems()).hasSize(1);
        assertThat(thrown.problems().get(0).code()).isEqualTo("TEST-0001");
        return thrown.problems().get(0);
    }

    private static int fitting(Problem problem, String setting) {
        assertThat(problem.fix()).startsWith(setting);
        return Integer.parseInt(problem.fix().replaceFirst("\\D+(\\d+).*", "$1"));
    }

    /** Different numbers of counted records tell the same need. */
    @Test
    void aTrainingSaysHowManyRecordsFit() {
        int few = fitting(fullTraining(64), "set 'training.batch_size' to");
        int more = fitting(fullTraining(128), "set 'training.batch_size' to");

        assertThat(few).isBetween(2, 62);
        assertThat(more).isBetween(few - 1, few + 1);
    }

    private static Problem fullTraining(int batch) {
        Problem problem =
                full(() -> lab.train("batch", RINGING, DEVICE, "training.batch_size=" + batch));
        assertThat(problem.have()).isEqualTo(batch + " records");
        return problem;
    }

    /**
     * The layers of a residual network free their intermediate results, but the gradient keeps
     * them: the result of each convolution, and that of each activation.
     */
    @Test
    void aTrainingCountsWhatLayersFreedAndTheGradientNeeds() {
        int convolutions = 1 + 2 * 2;
        int bytes = convolutions * 2 * PIXELS * CHANNELS * Float.BYTES;
        String device = "engine={type: small-device, memory: %d}".formatted(40 * bytes);

        try (Lab images = new Lab(folder, FlatHost.offer(new SmallDevice(), "0.3.0"))) {
            Problem problem = full(() -> images.train("images", IMAGES, device));

            // a tenth is left to kernels
            assertThat(fitting(problem, "set 'training.batch_size' to")).isBetween(10, 36);
        }
    }

    /** Without memory for a single record, no number of records is advised. */
    @Test
    void aTrainingSaysThatNothingFits() {
        try (Lab tiny = new Lab(folder, FlatHost.offer(new SmallDevice(), "0.3.0"))) {
            Problem problem =
                    full(
                            () ->
                                    tiny.train(
                                            "none",
                                            RINGING,
                                            "engine={type: small-device, memory: 9}",
                                            "training.batch_size=64"));

            assertThat(problem.fix()).isEqualTo("none");
        }
    }

    @Test
    void anEvaluationNamesItsOwnSetting() {
        Problem problem =
                full(() -> lab.train("evaluation", RINGING, DEVICE, "training.batch_size=16"));

        assertThat(fitting(problem, "set 'training.evaluation_batch_size' to")).isBetween(2, 47);
        assertThat(full(() -> model.evaluate(Optional.empty(), Lab.DEAF)).have())
                .isEqualTo("90 records");
    }

    @Test
    void callsOfAModelSayHowManyRecordsFit() {
        List<Map<String, Object>> records =
                Collections.nCopies(60, Map.of("x", List.of(0.5, -0.5, 0.25, -0.25)));

        Problem problem = full(() -> model.predict(records));

        assertThat(problem.have()).isEqualTo("60 records");
        assertThat(fitting(problem, "pass at most")).isBetween(2, 59);
        assertThat(model.predict(records.subList(0, MOST))).hasSize(MOST);
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> model.tap(records, "view"),
                        () -> model.predictWith(records, Map.of()),
                        () -> model.explain(records, ExplanationOptions.DEFAULT))) {
            assertThat(full(call).fix()).isEqualTo("unknown");
        }
    }

    /** The session stays usable: the minibatch that needed too much is skipped. */
    @Test
    void aSessionContinuesWithASmallerShare() {
        try (TrainingSession session =
                lab.runtime()
                        .session(lab.plan(RINGING, DEVICE, "training.batch_size=48"), Lab.DEAF)) {
            float[] buffers = session.buffers();
            assertThat(session.next()).isTrue();
            assertThat(fitting(full(session::train), "set 'training.batch_size' to"))
                    .isBetween(2, 47);
            assertThat(session.buffers()).isEqualTo(buffers);
            assertThatThrownBy(session::train).isInstanceOf(IllegalStateException.class);

            assertThat(session.next(0, 4)).isTrue();
            session.gradient();
            assertThat(session.next()).isTrue();
            assertThat(full(session::gradient).fix()).isEqualTo("unknown");
            assertThatCode(() -> session.next(1, 4)).doesNotThrowAnyException();
            session.train();
            assertThat(session.step()).isEqualTo(4);
        }
    }
}
