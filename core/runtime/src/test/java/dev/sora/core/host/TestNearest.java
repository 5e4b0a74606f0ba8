// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestNearest {

    private static final List<String> NAMES =
            List.of(
                    "conv2d",
                    "dense",
                    "dropout",
                    "learning_rate",
                    "optimiser",
                    "cpu",
                    "batch_size");

    @ParameterizedTest
    @CsvSource({
        "conv3d, conv2d",
        "conv, conv2d",
        "dens, dense",
        "desne, dense",
        "Dense, dense",
        "lr, learning_rate",
        "learningRate, learning_rate",
        "optimizer, optimiser",
        "batch-size, batch_size",
        "batchsize, batch_size",
        "cpus, cpu"
    })
    void isMeant(String word, String name) {
        assertThat(Nearest.of(word, NAMES)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-", "", "ab"})
    void takesNothingForANameWithoutLetters(String word) {
        assertThat(Nearest.of(word, List.of("", "-", "_"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transformer", "gpu", "x", "", "_", "tensorflow"})
    void isNotMeant(String word) {
        assertThat(Nearest.of(word, NAMES)).isEmpty();
    }
}
