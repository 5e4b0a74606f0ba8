// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Mixing;
import dev.sora.particle.Pass;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What MixUp, CutMix and views make of images. */
final class TestMixer {

    private static final int BATCH = 5;
    private static final int SIDE = 6;

    /** A pass that keeps the mixing it is told. */
    private record Noting(Pass pass, List<Mixing> told) implements DelegatingPass {

        @Override
        public Pass within(String prefix) {
            return new Noting(pass.within(prefix), told);
        }

        @Override
        public void mixed(Mixing mixing) {
            told.add(mixing);
        }
    }

    /** Each image has one value at all its pixels, so a pixel tells what it was mixed of. */
    private static NDArray images(NDManager manager) {
        float[] values = new float[BATCH * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(10, i / (SIDE * SIDE));
        }
        return manager.create(values, new Shape(BATCH, SIDE, SIDE, 1));
    }

    @Test
    void mixUpAddsTwoImagesByTheSharesItDeclares() {
        for (double alpha : new double[] {0.1, 1, 3}) {
            try (Workbench bench = new Workbench()) {
                Noting pass = new Noting(bench.pass(true, Map.of()), new ArrayList<>());
                NDArray images = images(pass.manager());

                float[] mixed = new Mixer(alpha, 0, 1).apply(images, pass).toFloatArray();

                assertThat(pass.told()).hasSize(1);
                double share = pass.told().get(0).share();
                long[] partners = pass.told().get(0).partners().toLongArray();
                assertThat(Arrays.stream(partners).sorted()).containsExactly(0L, 1L, 2L, 3L, 4L);
                for (int i = 0; i < mixed.length; i++) {
                    int image = i / (SIDE * SIDE);
                    double wanted =
                            share * Math.pow(10, image)
                                    + (1 - share) * Math.pow(10, partners[image]);
                    assertThat((double) mixed[i]).isCloseTo(wanted, within(1e-3 * wanted));
                }
            }
        }
    }

    @Test
    void cutMixReplacesABoxWhoseAreaItDeclares() {
        try (Workbench bench = new Workbench()) {
            Noting pass = new Noting(bench.pass(true, Map.of()), new ArrayList<>());
            NDArray images = images(pass.manager());

            float[] mixed = new Mixer(0, 1, 1).apply(images, pass).toFloatArray();

            Mixing told = pass.told().get(0);
            long[] partners = told.partners().toLongArray();
            for (int image = 0; image < BATCH; image++) {
                int own = 0;
                for (int at = 0; at < SIDE * SIDE; at++) {
                    float value = mixed[image * SIDE * SIDE + at];
                    boolean kept = value == (float) Math.pow(10, image);
                    assertThat(kept || value == (float) Math.pow(10, partners[image])).isTrue();
                    own += kept ? 1 : 0;
                }
                if (partners[image] != image) {
                    assertThat((double) own / (SIDE * SIDE)).isEqualTo(told.share());
                }
            }
        }
    }

    @Test
    void leavesMinibatchesAloneByTheRateAndSingleRecords() {
        try (Workbench bench = new Workbench()) {
            Noting pass = new Noting(bench.pass(true, Map.of()), new ArrayList<>());
            NDArray images = images(pass.manager());
            int mixed = 0;
            for (int i = 0; i < 400; i++) {
                mixed += new Mixer(1, 1, 0.25).apply(images, pass) == images ? 0 : 1;
            }
            assertThat(mixed).isBetween(60, 140);
            assertThat(pass.told()).hasSize(mixed);

            NDArray one = images.get("0:1");
            assertThat(new Mixer(1, 0, 1).apply(one, pass)).isSameAs(one);
        }
    }

    /** Beta(a, a) has the mean 1/2 and the variance 1 / (4 (2 a + 1)). */
    @Test
    void sharesAreFromTheBetaDistribution() {
        for (double a : new double[] {0.05, 0.2, 1, 4}) {
            SplittableRandom random = new SplittableRandom(3);
            double sum = 0;
            double squares = 0;
            int count = 20_000;
            for (int i = 0; i < count; i++) {
                double x = Beta.symmetric(a, random) - 0.5;
                sum += x;
                squares += x * x;
            }
            assertThat(sum / count).isCloseTo(0, within(0.01));
            assertThat(squares / count * 4 * (2 * a + 1)).isCloseTo(1, within(0.04));
        }
    }

    @Test
    void viewsAreMirroredAndMovedWithTheEdgeRepeated() {
        try (Workbench bench = new Workbench()) {
            NDArray image =
                    bench.pass(false, Map.of())
                            .manager()
                            .create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 2, 3, 1));
            AveragedViews views = new AveragedViews(true, 1);

            assertThat(views.count()).isEqualTo(10);
            assertThat(views.of(image, 0).toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(views.of(image, 1).toFloatArray()).containsExactly(3, 2, 1, 6, 5, 4);
            assertThat(views.of(image, 2).toFloatArray()).containsExactly(1, 1, 2, 4, 4, 5);
            assertThat(views.of(image, 4).toFloatArray()).containsExactly(2, 3, 3, 5, 6, 6);
            assertThat(views.of(image, 6).toFloatArray()).containsExactly(1, 2, 3, 1, 2, 3);
            assertThat(views.of(image, 8).toFloatArray()).containsExactly(4, 5, 6, 4, 5, 6);
            assertThat(views.of(image, 9).toFloatArray()).containsExactly(6, 5, 4, 6, 5, 4);
        }
    }
}
