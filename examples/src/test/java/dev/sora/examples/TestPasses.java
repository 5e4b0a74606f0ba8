// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.examples.trial.PaceType;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pass provides to a particle: its own random numbers, views, and values that are kept for
 * the run.
 */
final class TestPasses {

    private static final String PACE =
            Manifests.points(
                    """
                    particles:
                      beat: {type: pace, from: x}
                      view: {type: dense, from: beat, units: 4, activation: relu}
                    """,
                    "view");

    /** Draws in all ways: augmentation, dropout in particles and as a particle. */
    private static final String CHANCE =
            """
            manifest: 1
            name: chance
            seed: 7
            data:
              train: {type: drawn-digits, samples: 200, seed: 1, size: 16}
            inputs:
              image:
                type: image
                column: image
                augment: {shift: 1, rotate: 10, erase: 3, brightness: 0.1, elastic: 0.5}
            particles:
              stem: {type: conv2d, from: image, filters: 4, pool: 2, dropout: 0.2}
              view: {type: dense, from: stem, units: 8, activation: relu, count: 2}
              rest: {type: dropout, from: view, rate: 0.3, count: 2}
            combiners:
              whole: {type: sum, from: rest}
            outputs:
              digit: {type: classification, column: label, from: whole}
            training:
              optimiser: {type: adam, learning_rate: 0.003}
              epochs: 3
              batch_size: 16
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

    @BeforeEach
    @AfterEach
    void calm() {
        PaceType.ON_PASS.set(pass -> {});
        PaceType.MADE.set(0);
    }

    @Test
    void trainingsSideBySideGiveTheBytesThatEachGivesAlone() throws Exception {
        List<byte[]> alone = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            alone.add(lab.weights("alone-" + seed, CHANCE, "seed=" + seed));
        }
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Callable<byte[]>> trainings = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int seed = i;
                trainings.add(() -> lab.weights("beside-" + seed, CHANCE, "seed=" + seed));
            }
            List<Future<byte[]>> beside = pool.invokeAll(trainings);
            for (int seed = 0; seed < 3; seed++) {
                assertThat(beside.get(seed).get()).isEqualTo(alone.get(seed));
            }
        } finally {
            pool.shutdown();
        }
        assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
    }

    @Test
    void aProductOfABufferIsFreedWithItsStep() {
        List<Integer> open = new ArrayList<>();
        PaceType.ON_PASS.set(
                pass -> {
                    if (pass.training()) {
                        open.add(tensorsAbove(pass));
                    }
                });

        lab.train("buffer", PACE, "training.epochs=34");

        // 6 steps an epoch, all alike except the first, which creates what is kept for the run
        assertThat(open).hasSizeGreaterThan(200);
        assertThat(Set.copyOf(open.subList(1, open.size()))).hasSize(1);
    }

    @Test
    void aBufferThatIsChangedInPlaceStaysChanged() {
        Path model = lab.train("changed", PACE, "training.epochs=2").model();

        float[] pace = Lab.numbers(model).get("beat.pace");
        assertThat(pace[0]).isCloseTo((float) Math.pow(0.5, 12), within(1e-9f));
    }

    @Test
    void whatIsKeptIsMadeOnceForARun() {
        List<Integer> made = new ArrayList<>();
        Set<PassMode> modes = EnumSet.noneOf(PassMode.class);
        PaceType.ON_PASS.set(
                pass -> {
                    modes.add(pass.mode());
                    if (pass.training()) {
                        made.add(PaceType.MADE.get());
                    }
                });

        lab.train("kept", PACE);

        assertThat(made.get(0)).isZero();
        assertThat(Set.copyOf(made.subList(1, made.size()))).containsExactly(1);
        assertThat(modes).contains(PassMode.TRAIN, PassMode.EVALUATE);
    }

    @Test
    void drawsOtherNumbersForEachStepNodeMemberAndCall() {
        Set<String> draws = new HashSet<>();
        int[] passes = {0};
        PaceType.ON_PASS.set(
                pass -> {
                    if (pass.training()) {
                        passes[0]++;
                        for (int call = 0; call < 2; call++) {
                            float[] drawn = pass.random().uniform(new Shape(3)).toFloatArray();
                            draws.add(Arrays.toString(drawn));
                        }
                        draws.add(Long.toString(pass.random().host().nextLong()));
                    }
                });

        lab.train(
                "draws",
                Manifests.points(
                        """
                        particles:
                          beat: {type: pace, from: x, count: 2}
                          rest: {type: pace, from: "beat[0]"}
                        combiners:
                          whole: {type: concat, from: [beat, rest]}
                        """,
                        "whole"),
                "training.epochs=2");

        assertThat(passes[0]).isEqualTo(3 * 12);
        assertThat(draws).hasSize(3 * passes[0]);
    }

    /** Counts the tensors of the managers that live longer than a step. */
    static int tensorsAbove(Pass pass) {
        int count = 0;
        NDManager below = pass.manager();
        for (NDManager at = below.getParentManager();
                at != null && at != below;
                below = at, at = at.getParentManager()) {
            count += at.getManagedArrays().size();
        }
        return count;
    }
}
