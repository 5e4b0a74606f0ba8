// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.Model;
import dev.sora.core.Sora;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.examples.trial.BellType;
import dev.sora.examples.trial.TwicePreciseType;
import dev.sora.testkit.trial.TestEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose products have the type bfloat16, on the CPU engine. */
final class TestReducedPrecision {

    private static final String BF16 = "engine={type: cpu, threads: 1, precision: bf16}";
    private static final String FLOAT32 = "engine={type: cpu, threads: 1}";

    /** With random numbers and running statistics. */
    private static final String CHANCE =
            Manifests.points(
                    """
                    particles:
                      ring: {type: bell, from: x}
                      view: {type: dense, from: ring, units: 8, activation: relu}
                      norm: {type: batch_norm, from: view}
                      rest: {type: dropout, from: norm, rate: 0.2}
                    """,
                    "rest");

    /** 257 is 256 in products of bfloat16; {@code seen} has both, whatever the record. */
    private static final String ROUNDING =
            Manifests.points(
                    """
                    particles:
                      seen: {type: rounding, from: x}
                      view: {type: dense, from: seen, units: 4}
                    """,
                    "view");

    @TempDir private static Path folder;
    private static Lab reduced;
    private static Lab full;

    @BeforeAll
    static void open() {
        assumeTrue(TestEngine.reduced().isPresent(), "this machine does not compute with bfloat16");
        // an engine has one precision
        reduced = new Lab(folder);
        full = new Lab(folder);
    }

    @AfterAll
    static void close() {
        if (reduced != null) {
            reduced.close();
            full.close();
        }
    }

    @AfterEach
    void calm() {
        BellType.ON_TRAINING_PASS.set(() -> {});
        Thread.interrupted();
    }

    @Test
    void learnsAsWellAsIn32Bits() {
        Sora.TrainingResult rounded = reduced.train("digits-16", Manifests.DIGITS, BF16);
        Sora.TrainingResult exact = full.train("digits-32", Manifests.DIGITS, FLOAT32);

        assertThat(rounded.metrics().get("test", "digit", "accuracy"))
                .isGreaterThan(exact.metrics().get("test", "digit", "accuracy") - 0.03)
                .isGreaterThan(0.8);
        assertThat(Lab.weights(rounded.model())).isNotEqualTo(Lab.weights(exact.model()));
        assertThat(reduced.evaluate(rounded.model()).get("test", "digit", "accuracy"))
                .as("the model is the one that was measured")
                .isEqualTo(rounded.metrics().get("test", "digit", "accuracy"));
        assertThat(hasMoreThan16Bits(Lab.numbers(rounded.model())))
                .as("weights and updates are 32-bit floats")
                .isTrue();
    }

    /** What a node or a procedure asks for, and what passes share, is not rounded. */
    @Test
    void nodesAndProceduresComputeInFullPrecisionWhereTheyAsk() {
        String[] settings = {"training.procedure={type: twice-precise}", "training.epochs=1"};
        TwicePreciseType.SEEN.clear();
        reduced.train("seen-16", ROUNDING, with(BF16, settings));

        assertThat(TwicePreciseType.SEEN.get(0)).containsExactly(256, 257, 257);
        assertThat(TwicePreciseType.SEEN.get(1)).containsExactly(257, 257, 257);
        TwicePreciseType.SEEN.clear();
        full.train("seen-32", ROUNDING, with(FLOAT32, settings));
        assertThat(TwicePreciseType.SEEN.get(0)).containsExactly(257, 257, 257);
    }

    /** The penalty is a difference of two scores of almost one picture (tensorflow #48662). */
    @Test
    void aGradientPenaltyIsComputedInFullPrecision() {
        String gan =
                Manifests.GAN
                        .replace("epochs: 2", "epochs: 1")
                        .replace("learning_rate: 0.05", "learning_rate: 0.001")
                        .replace("replaces: image}", "replaces: image, gradient_penalty: PENALTY}");
        String with = gan.replace("PENALTY", "300");
        Map<String, float[]> rounded = Lab.numbers(reduced.train("gan-16", with, BF16).model());
        Map<String, float[]> exact = Lab.numbers(full.train("gan-32", with, FLOAT32).model());
        Map<String, float[]> none =
                Lab.numbers(full.train("gan-none", gan.replace("PENALTY", "0"), FLOAT32).model());
        // the generator learns by Adam, which turns every rounding into a step
        for (Map<String, float[]> weights : List.of(rounded, exact, none)) {
            weights.keySet().retainAll(Set.of("look.weight", "real.weight"));
        }

        assertThat(distance(rounded, exact)).isLessThan(distance(exact, none) / 100);
    }

    @Test
    void theLockPinsItAndExplanationsAreNotRounded() {
        Path file = reduced.train("locked", Manifests.POINTS, BF16, "training.epochs=1").model();
        Map<String, Object> record = Map.of("x", List.of(1.5, -0.5, 0.25, 2.0));

        assertThat(Lock.read(folder.resolve("locked/sora.lock")).manifest())
                .containsEntry("engine.precision", "bf16");
        try (Model model = reduced.runtime().open(file)) {
            ExplanationOptions shares = ExplanationOptions.DEFAULT.by(ExplanationMethod.PARTICLES);
            // found by computing with and without each particle
            assertThat(model.explain(record, shares).outputs().get("kind").method())
                    .isEqualTo("additive");
        }
    }

    /** The means that explanations compare with are not rounded either. */
    @Test
    void aParticleWithoutInfluenceHasNoShare() {
        Path file = reduced.train("steady", ROUNDING, BF16, "training.epochs=1").model();
        Map<String, Object> record = Map.of("x", List.of(1.5, -0.5, 0.25, 2.0));

        assertThat(ModelPackage.read(file).means().get("seen").toFloats())
                .containsExactly(257, 257, 257);
        try (Model model = reduced.runtime().open(file)) {
            ExplanationOptions shares =
                    ExplanationOptions.DEFAULT.by(ExplanationMethod.PARTICLES).nodes("seen");
            assertThat(model.explain(record, shares).outputs().get("kind").particles().get("seen"))
                    .isCloseTo(0, within(1e-6));
        }
    }

    private static boolean hasMoreThan16Bits(Map<String, float[]> weights) {
        return weights.values().stream()
                .allMatch(
                        values -> {
                            for (float value : values) {
                                if ((Float.floatToRawIntBits(value) & 0xFFFF) != 0) {
                                    return true;
                                }
                            }
                            return Arrays.equals(values, new float[values.length]);
                        });
    }

    /** The precision belongs to a thread: a training beside it computes as if it were alone. */
    @Test
    void aTrainingBesideItHasTheBitsThatItHasAlone() {
        byte[] alone = full.weights("alone", CHANCE, FLOAT32);
        byte[] rounded = reduced.weights("alone-16", CHANCE, BF16);
        CompletableFuture<byte[]> other =
                CompletableFuture.supplyAsync(
                        () -> reduced.weights("beside-16", CHANCE, BF16, "training.epochs=3"));

        assertThat(full.weights("beside-32", CHANCE, FLOAT32)).isEqualTo(alone);
        assertThat(other.join()).isEqualTo(rounded).isNotEqualTo(alone);
    }

    @Test
    void aTrainingThatWasInterruptedWithinAnEpochContinuesBitByBit() {
        byte[] whole = reduced.weights("whole", CHANCE, BF16);
        Thread training = Thread.currentThread();
        int[] passes = {0};
        BellType.ON_TRAINING_PASS.set(
                () -> {
                    if (Thread.currentThread() == training && ++passes[0] == 9) {
                        training.interrupt();
                    }
                });
        assertThatThrownBy(() -> reduced.train("broken", CHANCE, BF16))
                .isInstanceOf(InterruptedRunException.class);
        calm();

        assertThat(Lab.weights(reduced.resume("broken", CHANCE, BF16).model())).isEqualTo(whole);
    }

    /** Each replica asks for the precision on its own thread (pytorch #36466). */
    @Test
    void everyDeviceComputesInIt() {
        String two = "engine={type: cpu, threads: 1, precision: bf16, devices: [0, 0]}";
        String[] plain = {"training.epochs=1", "training.optimiser={type: sgd}"};
        try (Lab shared = new Lab(folder)) {
            Map<String, float[]> both =
                    Lab.numbers(shared.train("two", Manifests.POINTS, with(two, plain)).model());
            Map<String, float[]> rounded =
                    Lab.numbers(reduced.train("one", Manifests.POINTS, with(BF16, plain)).model());
            Map<String, float[]> exact =
                    Lab.numbers(
                            full.train("exact", Manifests.POINTS, with(FLOAT32, plain)).model());

            // operands are rounded record by record, so a second device adds little
            assertThat(distance(both, rounded)).isLessThan(distance(both, exact) / 3);
        }
    }

    private static String[] with(String engine, String... rest) {
        String[] all = Arrays.copyOf(rest, rest.length + 1);
        all[rest.length] = engine;
        return all;
    }

    private static double distance(Map<String, float[]> one, Map<String, float[]> other) {
        double squares = 0;
        for (Map.Entry<String, float[]> entry : one.entrySet()) {
            for (int i = 0; i < entry.getValue().length; i++) {
                double away = entry.getValue()[i] - other.get(entry.getKey())[i];
                squares += away * away;
            }
        }
        return Math.sqrt(squares);
    }
}
