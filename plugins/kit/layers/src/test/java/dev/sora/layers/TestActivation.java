// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.sora.setting.SettingType;
import dev.sora.testkit.Workbench;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users of the list rely on; the plugins test the values of each function. */
final class TestActivation {

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** A maximum is taken before a monotone function, so a wrong answer changes results. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void knowsWhetherItIsMonotone(Activation activation) {
        NDArray rising = bench.manager().arange(-8f, 8f, 0.0625f);

        float[] values = activation.apply(rising).toFloatArray();

        boolean falls = false;
        for (int i = 1; i < values.length; i++) {
            falls |= values[i] < values[i - 1];
        }
        assertThat(activation.isMonotone()).isEqualTo(!falls);
    }

    @Test
    void softmaxIsOverTheFeatures() {
        NDArray rows = Activation.SOFTMAX.apply(bench.numbers(3, 4));
        NDArray pixels = Activation.SOFTMAX.applyToImages(bench.numbers(2, 5, 3, 2));

        assertThat(Activation.SOFTMAX.isMonotone()).isFalse();
        for (NDArray sums : List.of(rows.sum(new int[] {1}), pixels.sum(new int[] {1}))) {
            for (float sum : sums.toFloatArray()) {
                assertThat(sum).isCloseTo(1, within(1e-6f));
            }
        }
    }

    @Test
    void isNamedByTheWordsOfItsSetting() {
        assertThat(Activation.of("leaky_relu")).isEqualTo(Activation.LEAKY_RELU);
        assertThat(Activation.setting("activation", "Function of the layer.").type())
                .isInstanceOfSatisfying(
                        SettingType.Choice.class,
                        choice ->
                                assertThat(choice.words())
                                        .hasSize(Activation.values().length)
                                        .contains("none", "leaky_relu", "mish", "softmax"));
    }
}
