// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ImageValue;
import dev.sora.testkit.Workbench;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class TestAdversarialLoss {

    /** Scores of two real and two generated records, with losses computed by hand. */
    @Test
    void losses() {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.manager()) {
            NDArray real = manager.create(new float[] {0, 2}, new Shape(2, 1));
            NDArray generated = manager.create(new float[] {-3, 1}, new Shape(2, 1));

            // (ln 2 + ln(1 + e^-2)) / 2 + (ln(1 + e^-3) + ln(1 + e)) / 2
            assertThat(AdversarialLoss.NON_SATURATING.discriminator(real, generated).getFloat())
                    .isCloseTo(1.0911f, within(1e-3f));
            // (ln(1 + e^3) + ln(1 + e^-1)) / 2
            assertThat(AdversarialLoss.NON_SATURATING.generator(generated).getFloat())
                    .isCloseTo(1.68092f, within(1e-4f));
            assertThat(AdversarialLoss.WASSERSTEIN.discriminator(real, generated).getFloat())
                    .isEqualTo(-2);
            assertThat(AdversarialLoss.WASSERSTEIN.generator(generated).getFloat()).isEqualTo(1);
            // (1 + 0) / 2 + (0 + 2) / 2
            assertThat(AdversarialLoss.HINGE.discriminator(real, generated).getFloat())
                    .isEqualTo(1.5f);
        }
    }

    /**
     * A score {@code (w x)^2} of one pixel: {@code g = 2 w^2 x}, the penalty {@code 10 (|g| -
     * 1)^2}, and its derivative by w {@code 20 (|g| - 1) 4 w |x|}, for w = 0.5 and x = 2 and 4: the
     * means over both.
     */
    @Test
    void penaltyOfTheGradient() {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.manager()) {
            NDArray x = manager.create(new float[] {2, 4}, new Shape(2, 1, 1, 1));
            NDArray slope = x.mul(0.5f);
            GradientPenalty penalty = GradientPenalty.of(x, slope, 10, true);

            assertThat(loss(penalty, 0.5f)).isCloseTo(5, within(1e-3f));
            float gradient = (loss(penalty, 0.51f) - loss(penalty, 0.49f)) / 0.02f;
            assertThat(gradient).isCloseTo((0 + 20 * 1 * 4 * 0.5f * 4) / 2, within(0.1f));

            GradientPenalty zero = GradientPenalty.of(x, slope, 2, false);
            assertThat(loss(zero, 0.5f)).isCloseTo((1 + 4) / 2f, within(1e-3f));
        }
    }

    /** The terms that depend on w; the loss takes their value at w = 0.5 out again. */
    private static float loss(GradientPenalty penalty, float w) {
        float there = difference(penalty, w);
        float here = difference(penalty, 0.5f);
        return there - here + penalty.value().getFloat();
    }

    private static float difference(GradientPenalty penalty, float w) {
        NDArray after = penalty.after().mul(w).square().reshape(2, 1);
        NDArray before = penalty.before().mul(w).square().reshape(2, 1);
        return after.sub(before).mul(penalty.factors()).sum().getFloat();
    }

    @Test
    void writesPng() throws Exception {
        byte[] samples = {0, (byte) 255, 7, 1, 2, 3};
        for (int channels : new int[] {1, 3}) {
            ImageValue picture =
                    new ImageValue(
                            6 / channels / (channels == 1 ? 2 : 1),
                            channels == 1 ? 2 : 1,
                            channels,
                            samples);
            String text = Png.dataUri(picture);
            byte[] bytes = Base64.getDecoder().decode(text.substring(text.indexOf(',') + 1));
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes));

            int[] pixels = new int[6];
            read.getRaster().getPixels(0, 0, picture.width(), picture.height(), pixels);
            assertThat(pixels).containsExactly(0, 255, 7, 1, 2, 3);
        }
    }
}
