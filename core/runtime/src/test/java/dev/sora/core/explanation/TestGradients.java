// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class TestGradients {

    /** Each time the steps are tripled, the middles so far are kept. */
    @Test
    void triplingKeepsTheMiddles() {
        double[] all =
                DoubleStream.concat(
                                Arrays.stream(Gradients.points(32, false)),
                                Arrays.stream(Gradients.points(96, true)))
                        .sorted()
                        .toArray();

        double[] expected = Gradients.points(96, false);
        assertThat(all).hasSameSizeAs(expected);
        for (int i = 0; i < all.length; i++) {
            assertThat(all[i]).isCloseTo(expected[i], within(1e-12));
        }
    }

    /** A target around one millionth: what is missed is seen at any scale. */
    @Test
    void completenessIsRelativeToWhatIsExplained() {
        assertThat(missing(5e-7, 1e-6).areComplete()).isFalse();
        assertThat(missing(5e-9, 1e-6).areComplete()).isTrue();
        assertThat(missing(5e5, 1e6).areComplete()).isFalse();
    }

    private static Gradients.Attributions missing(double error, double difference) {
        return new Gradients.Attributions(Map.of(), error, 1e-5 * difference, difference, 864);
    }
}
