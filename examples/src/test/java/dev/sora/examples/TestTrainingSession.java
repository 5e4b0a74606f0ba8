// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.Gradient;
import dev.sora.core.TrainingSession.ParameterRange;
import dev.sora.examples.trial.PaceType;
import dev.sora.problem.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that a program drives step by step. */
final class TestTrainingSession {

    /** 192 records, 6 steps an epoch, 3 epochs; with random numbers and running means. */
    private static final String CHANCE =
            Manifests.points(
                    """
                    particles:
                      view: {type: dense, from: x, units: 8, activation: relu, count: 2}
                      norm: {type: batch_norm, from: "view[0]"}
                      rest: {type: dropout, from: norm, rate: 0.2}
                    combiners:
                      whole: {type: concat, from: [rest, "view[1]"]}
                    """,
                    "whole");

    @TempDir private static Path folder;
    private static Lab lab;
    private static Sora.TrainingResult trained;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
        trained = lab.train("trained", CHANCE);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static TrainingSession session(String manifest, String... overrides) {
        return lab.runtime().session(lab.plan(manifest, overrides), Lab.DEAF);
    }

    private static void epoch(TrainingSession session) {
        while (session.next()) {
            session.apply(session.gradient());
        }
    }

    private static void steps(TrainingSession session, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(session.next()).isTrue();
            session.apply(session.gradient());
        }
    }

    /**
     * Lets {@code train} continue from a session's last state, and returns the bytes of the final
     * weights.
     */
    private static byte[] finished(String out, TrainingSession session, String... overrides)
            throws Exception {
        Files.createDirectories(lab.folder(out + "/checkpoints"));
        session.save(lab.folder(out + "/checkpoints/epoch-0001.ckpt"));
        return Lab.weights(lab.resume(out, CHANCE, overrides).model());
    }

    @Test
    void givesTheBytesOfTrain() throws Exception {
        try (TrainingSession session = session(CHANCE)) {
            assertThat(session.name()).isEqualTo("points");
            assertThat(session.records()).isEqualTo(192);
            assertThat(session.stepsPerEpoch()).isEqualTo(6);
            while (!session.isDone()) {
                epoch(session);
            }

            assertThat(session.epochs()).isEqualTo(3);
            assertThat(session.step()).isEqualTo(18);
            Map<String, float[]> numbers = Lab.numbers(trained.model());
            float[] weights = session.weights();
            for (ParameterRange range : session.layout()) {
                assertThat(Arrays.copyOfRange(weights, range.start(), range.end()))
                        .as(range.name())
                        .isEqualTo(numbers.get(range.name()));
            }
            assertThat(finished("by-hand", session)).isEqualTo(Lab.weights(trained.model()));
        }
    }

    @Test
    void followsScheduleAndEarlyStoppingAsTrainDoes() throws Exception {
        String[] settings = {
            "training.epochs=8",
            "training.optimiser={type: sgd, learning_rate: 1.5, momentum: 0.9}",
            "training.schedule={type: plateau, patience: 1, gamma: 0.5}",
            "training.early_stopping={monitor: val_loss, patience: 2, restore_best: true}"
        };
        byte[] whole = lab.weights("stopping", CHANCE, settings);
        try (TrainingSession session = session(CHANCE, settings)) {
            while (!session.isDone()) {
                epoch(session);
                assertThat(session.evaluate().of("validation", "kind")).containsKey("accuracy");
            }

            assertThat(finished("stopping-by-hand", session, settings)).isEqualTo(whole);
        }
    }

    /** Saving and evaluating do not end an epoch: it is open until the next one begins. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void measuresAnEpochThatWasSavedOrLoaded(boolean loads) throws Exception {
        String[] settings = {
            "training.epochs=8",
            "training.optimiser={type: sgd, learning_rate: 1.5, momentum: 0.9}",
            "training.schedule={type: plateau, patience: 1, gamma: 0.5}",
            "training.early_stopping={monitor: val_loss, patience: 2, restore_best: true}"
        };
        byte[] whole = lab.weights("settling-" + loads, CHANCE, settings);
        Path file = lab.folder("settling-%s.ckpt".formatted(loads));
        try (TrainingSession session = session(CHANCE, settings)) {
            do {
                epoch(session);
                session.isDone();
                session.save(file);
                if (loads) {
                    session.load(file);
                    session.isDone();
                }
                session.evaluate();
            } while (!session.isDone());

            assertThat(session.epochs()).isLessThan(8);
            assertThat(finished("settled-" + loads, session, settings)).isEqualTo(whole);
        }
    }

    @Test
    void drivesASearchWithoutGradients() throws Exception {
        String swarm = "training.optimiser={type: pso, swarm_size: 4}";
        byte[] whole = lab.weights("swarm", CHANCE, swarm);
        try (TrainingSession session = session(CHANCE, swarm)) {
            session.next();
            Gradient none = session.gradient();
            assertThat(none.loss()).isPositive();
            assertThatThrownBy(none::values)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no gradient");
            Map<String, float[]> unmeasured = session.optimiser();
            assertThat(unmeasured.get("best_losses")).contains(Float.POSITIVE_INFINITY);
            session.setOptimiser(unmeasured);
            session.apply(none);
            while (!session.isDone()) {
                epoch(session);
            }

            assertThat(finished("swarm-by-hand", session, swarm)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 6, 8})
    void goesOnFromWhatWasSaved(int step) throws Exception {
        Path file = lab.folder("state-%d.ckpt".formatted(step));
        try (TrainingSession one = session(CHANCE);
                TrainingSession other = session(CHANCE)) {
            steps(one, Math.min(step, 6));
            if (step > 6) {
                assertThat(one.next()).isFalse();
                steps(one, step - 6);
            }
            one.next();
            one.save(file);
            steps(other, 3);

            other.load(file);

            assertThat(other.step()).isEqualTo(step);
            while (!other.isDone()) {
                epoch(other);
            }
            assertThat(finished("loaded-" + step, other)).isEqualTo(Lab.weights(trained.model()));
        }
    }

    @Test
    void refusesAStateOfAnotherTrainingAndStaysAsItIs() throws Exception {
        Path other = lab.folder("other.ckpt");
        Path adam = lab.folder("trained/checkpoints/epoch-0003.ckpt");
        Path cut = lab.folder("cut.ckpt");
        byte[] bytes = Files.readAllBytes(adam);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        try (TrainingSession session = session(CHANCE, "seed=8")) {
            session.save(other);
        }
        try (TrainingSession session = session(CHANCE)) {
            steps(session, 2);
            float[] before = session.weights();

            assertThatThrownBy(() -> session.load(other)).hasMessageContaining("SORA-4421");
            assertThatThrownBy(() -> session.load(cut)).isInstanceOf(DataException.class);

            assertThat(session.weights()).isEqualTo(before);
            assertThat(session.step()).isEqualTo(2);
            session.load(adam);
            assertThat(session.epochs()).isEqualTo(3);
        }
    }

    @Test
    void twoHalvesOfAMinibatchGiveTheGradientOfTheWhole() {
        String plain = "training.optimiser={type: sgd, learning_rate: 0.1, momentum: 0.9}";
        try (TrainingSession whole = session(Manifests.POINTS, plain);
                TrainingSession first = session(Manifests.POINTS, plain);
                TrainingSession second = session(Manifests.POINTS, plain)) {
            while (whole.next()) {
                assertThat(first.next(0, 2)).isTrue();
                assertThat(second.next(1, 2)).isTrue();
                Gradient all = whole.gradient();
                Gradient one = first.gradient();
                Gradient other = second.gradient();
                assertThat(one.records() + other.records()).isEqualTo(all.records());
                float[] mean = mean(one, other);
                float[] expected = all.values();
                for (int i = 0; i < mean.length; i++) {
                    assertThat(mean[i]).isCloseTo(expected[i], within(1e-5f));
                }
                assertThat((one.loss() + other.loss()) / 2).isCloseTo(all.loss(), within(1e-5));
                whole.apply(all);
                first.apply(mean);
                second.apply(mean);
            }
            assertThat(first.next(0, 2)).isFalse();

            assertThat(first.weights()).isEqualTo(second.weights());
            float[] apart = first.weights();
            float[] together = whole.weights();
            for (int i = 0; i < apart.length; i++) {
                assertThat(apart[i]).isCloseTo(together[i], within(1e-4f));
            }
        }
    }

    private static float[] mean(Gradient one, Gradient other) {
        float[] mean = one.values();
        float[] values = other.values();
        float all = one.records() + other.records();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (mean[i] * one.records() + values[i] * other.records()) / all;
        }
        return mean;
    }

    @Test
    void aShareWithoutRecordsAddsNothing() {
        try (TrainingSession session = session(Manifests.POINTS, "training.batch_size=1")) {
            assertThat(session.next(0, 2)).isTrue();

            Gradient none = session.gradient();

            assertThat(none.records()).isZero();
            assertThat(none.loss()).isZero();
            assertThat(none.values()).hasSameSizeAs(session.weights()).containsOnly(0f);
        }
    }

    @Test
    void averagesTheWeightsOfTwoSessions() {
        try (TrainingSession one = session(CHANCE);
                TrainingSession other = session(CHANCE)) {
            one.next(0, 2);
            one.apply(one.gradient());
            other.next(1, 2);
            other.apply(other.gradient());
            float[] mean = one.weights();
            float[] weights = other.weights();
            assertThat(mean).isNotEqualTo(weights);
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (mean[i] + weights[i]) / 2;
            }

            one.setWeights(mean);
            other.setWeights(mean);
            other.setBuffers(one.buffers());
            other.setOptimiser(one.optimiser());

            assertThat(one.weights()).isEqualTo(mean);
            assertThat(one.evaluate()).isEqualTo(other.evaluate());
            steps(one, 3);
            steps(other, 3);
            assertThat(one.weights()).isEqualTo(other.weights());
            assertThat(one.buffers()).isEqualTo(other.buffers());
        }
    }

    @Test
    void aGradientThatGoesOverTheHostIsTheSame() {
        String clipped = "training.clip_norm=0.5";
        try (TrainingSession one = session(CHANCE, clipped);
                TrainingSession other = session(CHANCE, clipped)) {
            for (int i = 0; i < 4; i++) {
                one.next();
                one.apply(one.gradient());
                other.next();
                other.apply(other.gradient().values());
            }
            assertThat(one.weights()).isEqualTo(other.weights());
            assertThat(one.learningRate()).isEqualTo(0.01);
        }
    }

    /** Adam's bias correction counts updates of the weights, not minibatches. */
    @Test
    void accumulatesGradientsOfSeveralMinibatches() throws Exception {
        Path file = lab.folder("accumulated.ckpt");
        try (TrainingSession session = session(CHANCE);
                TrainingSession once = session(CHANCE);
                TrainingSession loaded = session(CHANCE)) {
            session.next();
            float[] before = session.weights();
            session.next();
            Gradient gradient = session.gradient();
            float[] values = gradient.values();
            session.apply(gradient);
            once.next();
            once.apply(values);

            assertThat(session.step()).isEqualTo(2);
            assertThat(session.weights()).isNotEqualTo(before).isEqualTo(once.weights());
            session.save(file);
            loaded.load(file);
            steps(session, 2);
            steps(loaded, 2);
            assertThat(loaded.weights()).isEqualTo(session.weights());
        }
    }

    @Test
    void refusesVectorsThatDoNotFit() {
        try (TrainingSession session = session(CHANCE)) {
            float[] weights = session.weights();
            float[] shorter = Arrays.copyOf(weights, weights.length - 1);
            float[] undefined = weights.clone();
            undefined[3] = Float.NaN;
            session.next();

            assertThatThrownBy(() -> session.setWeights(shorter))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4424")
                    .hasMessageContaining("weights");
            assertThatThrownBy(() -> session.apply(shorter)).hasMessageContaining("SORA-4424");
            assertThatThrownBy(() -> session.setBuffers(new float[1]))
                    .hasMessageContaining("SORA-4424");
            assertThatThrownBy(() -> session.setWeights(undefined))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4425")
                    .hasMessageContaining("element 3");
            assertThatThrownBy(() -> session.apply(undefined)).hasMessageContaining("SORA-4425");
            Map<String, float[]> state = new LinkedHashMap<>(session.optimiser());
            state.put("more", new float[2]);
            assertThatThrownBy(() -> session.setOptimiser(state))
                    .hasMessageContaining("SORA-4424")
                    .hasMessageContaining("more");
            assertThatThrownBy(() -> session.setOptimiser(Map.of()))
                    .hasMessageContaining("SORA-4424");
            for (String name : session.optimiser().keySet()) {
                Map<String, float[]> diverged = session.optimiser();
                diverged.get(name)[1] = Float.NaN;
                assertThatThrownBy(() -> session.setOptimiser(diverged))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("SORA-4425")
                        .hasMessageContaining(name)
                        .hasMessageContaining("element 1");
            }
            assertThat(session.weights()).isEqualTo(weights);
        }
    }

    /** Also the sign of zero, and numbers that arithmetic may flush to zero. */
    @Test
    void setsVectorsBitByBit() {
        try (TrainingSession session = session(CHANCE)) {
            float[] weights = session.weights();
            weights[0] = -0.0f;
            weights[1] = Float.MIN_VALUE;
            weights[2] = -Float.MIN_VALUE;
            weights[3] = Float.MAX_VALUE;

            session.setWeights(weights);

            assertThat(session.weights()).isEqualTo(weights);
            assertThat(Float.floatToRawIntBits(session.weights()[0])).isEqualTo(1 << 31);
        }
    }

    @Test
    void refusesCallsOutOfTurn() {
        TrainingSession session = session(CHANCE);
        assertThatThrownBy(session::gradient)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call next()");
        session.next();
        Gradient first = session.gradient();
        session.apply(first);
        assertThatThrownBy(() -> session.apply(first)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(first::values).isInstanceOf(IllegalStateException.class);
        session.next();
        assertThatThrownBy(first::loss)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with its minibatch");
        try (TrainingSession other = session(CHANCE)) {
            other.next();
            Gradient foreign = other.gradient();
            assertThatThrownBy(() -> session.apply(foreign))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> session.next(2, 2)).isInstanceOf(IllegalArgumentException.class);

        session.close();
        session.close();

        assertThatThrownBy(session::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    /**
     * The engine prepares each thread that computes: without gradients, denormals flushed to zero.
     */
    @Test
    void anyThreadMayDriveIt() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try (TrainingSession session = session(CHANCE)) {
            while (!session.isDone()) {
                while (pool.submit(() -> session.next()).get()) {
                    Gradient gradient = pool.submit(() -> session.gradient()).get();
                    pool.submit(() -> session.apply(gradient)).get();
                }
            }
            assertThat(finished("threads", session)).isEqualTo(Lab.weights(trained.model()));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void freesWhatItsStepsMade() {
        List<Integer> open = new ArrayList<>();
        PaceType.ON_PASS.set(
                pass -> {
                    if (pass.training()) {
                        open.add(TestPasses.tensorsAbove(pass));
                    }
                });
        String pace =
                Manifests.points(
                        """
                        particles:
                          beat: {type: pace, from: x}
                          view: {type: dense, from: beat, units: 4, activation: relu}
                        """,
                        "view");
        try (TrainingSession session = session(pace)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                while (session.next()) {
                    Gradient gradient = session.gradient();
                    gradient.losses();
                    session.apply(gradient.values());
                    session.setWeights(session.weights());
                    session.setBuffers(session.buffers());
                    session.setOptimiser(session.optimiser());
                }
                session.evaluate();
                session.save(lab.folder("flat.ckpt"));
            }
            session.load(lab.folder("flat.ckpt"));
            epoch(session);
        } finally {
            PaceType.ON_PASS.set(pass -> {});
        }

        // what is kept for the run is created in the first pass
        assertThat(open).hasSize(4 * 6);
        assertThat(Set.copyOf(open.subList(1, open.size()))).hasSize(1);
    }

    @Test
    void freesTheBestWeightsThatALoadReplaces() {
        List<Integer> open = new ArrayList<>();
        PaceType.ON_PASS.set(
                pass -> {
                    if (pass.training()) {
                        open.add(TestPasses.tensorsAbove(pass));
                    }
                });
        Path file = lab.folder("best.ckpt");
        String pace =
                Manifests.points(
                        """
                        particles:
                          beat: {type: pace, from: x}
                          view: {type: dense, from: beat, units: 4, activation: relu}
                        """,
                        "view");
        try (TrainingSession session =
                session(pace, "training.early_stopping={monitor: val_loss, patience: 9}")) {
            epoch(session);
            session.evaluate();
            epoch(session);
            for (int load = 0; load < 3; load++) {
                session.save(file);
                session.load(file);
                epoch(session);
            }
        } finally {
            PaceType.ON_PASS.set(pass -> {});
        }

        // the best weights are kept from the second epoch on
        assertThat(open).hasSize(5 * 6);
        assertThat(open.get(6)).isGreaterThan(open.get(5));
        assertThat(Set.copyOf(open.subList(6, open.size()))).hasSize(1);
    }

    @Test
    void endsWithTheSoraThatOpenedIt() {
        try (Lab own = new Lab(folder)) {
            TrainingSession session = own.runtime().session(own.plan(CHANCE), Lab.DEAF);
            session.next();
            own.close();
            assertThatThrownBy(session::gradient)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the session of 'points' is closed");
        }
    }
}
