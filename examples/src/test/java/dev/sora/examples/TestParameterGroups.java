// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.SessionOptions;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.ParameterRange;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two groups of weights with alternating optimisers: a generator learns to generate numbers that a
 * critic cannot distinguish from the data (Goodfellow et al., 2014, with the squared loss of Mao et
 * al., 2017).
 */
final class TestParameterGroups {

    private static final double MEAN = 3;

    private static final SessionOptions TWO =
            SessionOptions.DEFAULT
                    .group("critic", Set.of("look", "score"))
                    .group(
                            "generator",
                            Set.of("forge", "fake"),
                            "{type: adam, learning_rate: 0.005, beta1: 0.5}");

    private static final String MANIFEST =
            """
            manifest: 1
            name: draws
            seed: 5
            data:
              train: {type: csv, path: "%s", types: {one: number, zero: number}}
            inputs:
              real: {type: number, column: real, scale: none}
              noise: {type: number, columns: [n1, n2], scale: none}
            particles:
              forge: {type: dense, from: noise, units: 8, activation: relu}
              fake: {type: dense, from: forge, units: 1}
              look: {type: dense, from: real, units: 8, activation: relu}
              score: {type: dense, from: look, units: 1}
              look_fake: {type: dense, from: fake, units: 8, activation: relu, same_as: look}
              score_fake: {type: dense, from: look_fake, units: 1, same_as: score}
            outputs:
              real_is_real: {type: guess, column: one, from: score}
              fake_is_fake: {type: guess, column: zero, from: score_fake}
              fake_is_real: {type: guess, column: one, from: score_fake}
            training:
              optimiser: {type: adam, learning_rate: 0.01, beta1: 0.5}
              epochs: 20
              batch_size: 64
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static String manifest;
    private static Plan plan;

    @BeforeAll
    static void open() throws Exception {
        lab = new Lab(folder);
        Random random = new Random(3);
        StringBuilder csv = new StringBuilder("real,n1,n2,one,zero\n");
        for (int i = 0; i < 512; i++) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%.5f,%.5f,%.5f,1.0,0.0\n",
                            MEAN + 0.5 * random.nextGaussian(),
                            random.nextGaussian(),
                            random.nextGaussian()));
        }
        Path data = Files.writeString(folder.resolve("drawn.csv"), csv);
        manifest = MANIFEST.formatted(data.toString().replace('\\', '/'));
        plan = lab.plan(manifest);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static void turn(TrainingSession session) {
        session.apply(session.gradient(Set.of("real_is_real", "fake_is_fake")), "critic");
        session.apply(session.gradient(Set.of("fake_is_real")), "generator");
    }

    @Test
    void aStepOfOneGroupLeavesTheOthersBytes() {
        try (TrainingSession session = lab.runtime().session(plan, TWO, Lab.DEAF)) {
            for (int i = 0; i < 5; i++) {
                session.next();
                float[] before = session.weights();
                session.apply(session.gradient(Set.of("real_is_real", "fake_is_fake")), "critic");
                float[] between = session.weights();
                session.apply(session.gradient(Set.of("fake_is_real")), "generator");
                float[] after = session.weights();

                for (ParameterRange range : session.layout()) {
                    boolean critic = Set.of("look", "score").contains(range.node());
                    assertThat(same(range, before, between)).as(range.name()).isEqualTo(!critic);
                    assertThat(same(range, between, after)).as(range.name()).isEqualTo(critic);
                }
            }
            assertThat(session.step()).isEqualTo(5);
        }
    }

    /** Each group is clipped by its own norm: a large gradient of one does not reduce the other. */
    @Test
    void clipsTheGradientOfEachGroup() {
        SessionOptions plain =
                SessionOptions.DEFAULT
                        .group("critic", Set.of("look", "score"), "{type: sgd, learning_rate: 1}")
                        .group(
                                "generator",
                                Set.of("forge", "fake"),
                                "{type: sgd, learning_rate: 1}");
        try (TrainingSession session =
                lab.runtime()
                        .session(lab.plan(manifest, "training.clip_norm=0.001"), plain, Lab.DEAF)) {
            session.next();
            float[] before = session.weights();
            session.apply(session.gradient());
            float[] after = session.weights();

            for (boolean critic : new boolean[] {true, false}) {
                double square = 0;
                for (ParameterRange range : session.layout()) {
                    if (critic == Set.of("look", "score").contains(range.node())) {
                        for (int i = range.start(); i < range.end(); i++) {
                            square += Math.pow((double) after[i] - before[i], 2);
                        }
                    }
                }
                assertThat(Math.sqrt(square)).isCloseTo(0.001, within(1e-5));
            }
        }
    }

    private static boolean same(ParameterRange range, float[] some, float[] others) {
        return Arrays.equals(some, range.start(), range.end(), others, range.start(), range.end());
    }

    @Test
    void countsEachLossOfAMinibatchOnce() {
        Path file = folder.resolve("counted.ckpt");
        try (TrainingSession session = lab.runtime().session(plan, TWO, Lab.DEAF)) {
            double sum = 0;
            double fake = 0;
            while (session.next()) {
                TrainingSession.Gradient first = session.gradient();
                sum += first.loss() * first.records();
                session.apply(first, "critic");
                session.apply(session.gradient(), "generator");
            }
            session.save(file);
            assertThat(lastEpoch(file).get("loss")).isCloseTo(sum / 512, within(1e-4));

            sum = 0;
            while (session.next()) {
                // a gradient from outside has no loss
                session.apply(new float[session.weights().length], "critic");
                TrainingSession.Gradient some =
                        session.gradient(Set.of("real_is_real", "fake_is_fake"));
                sum += some.loss() * some.records();
                session.apply(some, "critic");
                TrainingSession.Gradient all = session.gradient();
                fake += all.losses().get("fake_is_real") * all.records();
                session.apply(all, "generator");
            }
            session.save(file);
            assertThat(lastEpoch(file).get("fake_is_real.loss"))
                    .isCloseTo(fake / 512, within(1e-4));
            assertThat(lastEpoch(file).get("loss")).isCloseTo((sum + fake) / 512, within(1e-4));
        }
    }

    /** The generator is updated in every third minibatch. */
    @Test
    void theMeanLossOfAnOutputIsThatOfTheMinibatchesThatHaveOne() {
        Path within = folder.resolve("within.ckpt");
        Path file = folder.resolve("thirds.ckpt");
        try (TrainingSession session = lab.runtime().session(plan, TWO, Lab.DEAF);
                TrainingSession resumed = lab.runtime().session(plan, TWO, Lab.DEAF)) {
            double critic = 0;
            double generator = 0;
            for (int i = 0; session.next(); i++) {
                TrainingSession.Gradient some =
                        session.gradient(Set.of("real_is_real", "fake_is_fake"));
                critic += some.loss() / 8;
                session.apply(some, "critic");
                if (i % 3 == 0) {
                    TrainingSession.Gradient other = session.gradient(Set.of("fake_is_real"));
                    generator += other.loss() / 3;
                    session.apply(other, "generator");
                }
                if (i == 4) {
                    session.save(within);
                }
            }
            session.save(file);
            Map<String, Double> metrics = lastEpoch(file);
            assertThat(metrics.get("fake_is_real.loss")).isCloseTo(generator, within(1e-5));
            assertThat(metrics.get("loss")).isCloseTo(critic + generator, within(1e-5));

            resumed.load(within);
            for (int i = 5; resumed.next(); i++) {
                resumed.apply(resumed.gradient(Set.of("real_is_real", "fake_is_fake")), "critic");
                if (i % 3 == 0) {
                    resumed.apply(resumed.gradient(Set.of("fake_is_real")), "generator");
                }
            }
            resumed.save(file);
            assertThat(lastEpoch(file)).isEqualTo(metrics);

            while (resumed.next()) {
                resumed.apply(resumed.gradient(Set.of("fake_is_fake")), "critic");
            }
            resumed.save(file);
            assertThat(lastEpoch(file)).containsOnlyKeys("fake_is_fake.loss");
        }
    }

    /** Gradients of four minibatches make one step, and each of them belongs to the epoch. */
    @Test
    void countsWhatIsComputedAndNotApplied() {
        Path file = folder.resolve("gathered.ckpt");
        try (TrainingSession session = lab.runtime().session(plan, Lab.DEAF)) {
            double sum = 0;
            float[] gathered = new float[session.weights().length];
            for (int i = 1; session.next(); i++) {
                TrainingSession.Gradient critic =
                        session.gradient(Set.of("real_is_real", "fake_is_fake"));
                TrainingSession.Gradient generator = session.gradient(Set.of("fake_is_real"));
                sum += (critic.loss() + generator.loss()) / 8;
                for (float[] values : List.of(critic.values(), generator.values())) {
                    for (int at = 0; at < values.length; at++) {
                        gathered[at] += values[at] / 4;
                    }
                }
                if (i % 4 == 0) {
                    session.apply(gathered);
                    Arrays.fill(gathered, 0);
                }
            }
            session.save(file);

            assertThat(lastEpoch(file).get("loss")).isCloseTo(sum, within(1e-5));
        }
    }

    private static Map<String, Double> lastEpoch(Path file) {
        List<EpochMetrics> history = Checkpoint.read(file).progress().history();
        return history.get(history.size() - 1).metrics();
    }

    @Test
    void theGeneratorLearnsWhereTheNumbersLie() {
        try (TrainingSession session = lab.runtime().session(plan, TWO, Lab.DEAF)) {
            double begun = Math.abs(MEAN - drawn(session));
            while (!session.isDone()) {
                while (session.next()) {
                    turn(session);
                }
            }
            assertThat(Math.abs(MEAN - drawn(session))).isLessThan(begun / 3);

            Sora.TrainingResult result = session.writeResults(lab.folder("groups"));
            try (Model model = lab.runtime().open(result.model())) {
                float[] fake =
                        model.tap(List.of(Map.of("n1", 0.5, "n2", -1)), "fake")
                                .get("fake")
                                .floats();
                assertThat(fake[0]).isBetween((float) (MEAN - begun), (float) (MEAN + begun));
            }
            assertThat(result.files()).allMatch(Files::exists);
        }
    }

    /** Computes the mean of the generated numbers in plain Java. */
    private static double drawn(TrainingSession session) {
        float[][] hidden = matrix(session, "forge.weight");
        float[] hiddenBias = row(session, "forge.bias");
        float[] last = row(session, "fake.weight");
        float lastBias = row(session, "fake.bias")[0];
        Random random = new Random(9);
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            double one = random.nextGaussian();
            double two = random.nextGaussian();
            sum += lastBias;
            for (int unit = 0; unit < hiddenBias.length; unit++) {
                double in = one * hidden[unit][0] + two * hidden[unit][1] + hiddenBias[unit];
                sum += Math.max(0, in) * last[unit];
            }
        }
        return sum / 1000;
    }

    private static float[] row(TrainingSession session, String name) {
        ParameterRange range =
                session.layout().stream().filter(r -> r.name().equals(name)).findFirst().get();
        return Arrays.copyOfRange(session.weights(), range.start(), range.end());
    }

    /** Returns a matrix of units by inputs. */
    private static float[][] matrix(TrainingSession session, String name) {
        ParameterRange range =
                session.layout().stream().filter(r -> r.name().equals(name)).findFirst().get();
        float[] values = row(session, name);
        boolean unitsFirst = range.shape().get(0) == 8;
        float[][] matrix = new float[8][2];
        for (int unit = 0; unit < 8; unit++) {
            for (int input = 0; input < 2; input++) {
                matrix[unit][input] = values[unitsFirst ? unit * 2 + input : input * 8 + unit];
            }
        }
        return matrix;
    }

    /** The critic is updated more often than there are minibatches. */
    @Test
    void goesOnFromWhatWasSaved() {
        Path file = lab.folder("turns.ckpt");
        try (TrainingSession one = lab.runtime().session(plan, TWO, Lab.DEAF);
                TrainingSession other = lab.runtime().session(plan, TWO, Lab.DEAF)) {
            for (int i = 0; i < 3; i++) {
                one.next();
                one.apply(one.gradient(Set.of("real_is_real", "fake_is_fake")), "critic");
                turn(one);
            }
            one.save(file);
            other.load(file);
            for (TrainingSession each : new TrainingSession[] {one, other}) {
                for (int i = 0; i < 7; i++) {
                    if (each.next()) {
                        turn(each);
                    }
                }
            }
            assertThat(other.weights()).isEqualTo(one.weights());
            assertThat(other.epochs()).isEqualTo(one.epochs()).isEqualTo(1);

            SessionOptions otherwise =
                    SessionOptions.DEFAULT
                            .group("critic", Set.of("look", "score"))
                            .group("generator", Set.of("forge", "fake"));
            try (TrainingSession third = lab.runtime().session(plan, otherwise, Lab.DEAF)) {
                assertThatThrownBy(() -> third.load(file))
                        .hasMessageContaining("SORA-4421  the checkpoint belongs to other groups")
                        .hasMessageContaining("needs  critic [look, score]")
                        .hasMessageContaining("; generator [fake, forge]")
                        .hasMessageContaining("have   critic [look, score]")
                        .hasMessageContaining("fix    continue in a session with these groups");
            }
            try (TrainingSession none = lab.runtime().session(plan, Lab.DEAF)) {
                assertThatThrownBy(() -> none.load(file))
                        .hasMessageContaining("SORA-4421  the checkpoint belongs to other groups")
                        .hasMessageContaining("have   no groups");
            }
        }
    }

    @Test
    void refusesGroupsThatDoNotDivideTheWeights() {
        assertRefused(SessionOptions.DEFAULT.group("critic", Set.of("look", "score")), "forge");
        assertRefused(TWO.group("more", Set.of("look")), "'look' is in two groups");
        assertRefused(TWO.group("more", Set.of("look_fake")), "no node of group 'more'");
        assertRefused(TWO.group("more", Set.of("nobody")), "no node 'nobody'");
        assertRefused(TWO.group("critic", Set.of("look")), "one name");
        assertThatThrownBy(
                        () ->
                                session(
                                        SessionOptions.DEFAULT.group(
                                                "all",
                                                Set.of("look", "score", "forge", "fake"),
                                                "{type: adamm}")))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2103");
        try (TrainingSession session = session(TWO)) {
            session.next();
            TrainingSession.Gradient gradient = session.gradient();
            assertThatThrownBy(() -> session.apply(gradient, "nobody"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("critic");
            assertThatThrownBy(() -> session.gradient(Set.of("nothing")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("real_is_real");
        }
    }

    private static TrainingSession session(SessionOptions options) {
        return lab.runtime().session(plan, options, Lab.DEAF);
    }

    private static void assertRefused(SessionOptions options, String saying) {
        assertThatThrownBy(() -> session(options))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2216")
                .hasMessageContaining(saying);
    }
}
