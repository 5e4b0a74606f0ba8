// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The activation functions of layers. */
enum Activation {
    NONE,
    RELU,
    LEAKY_RELU,
    TANH,
    SIGMOID,
    GELU,
    SILU;

    static List<String> words() {
        return Arrays.stream(values()).map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
    }

    static Activation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    NDArray apply(NDArray x) {
        return switch (this) {
            case NONE -> x;
            case RELU -> ai.djl.nn.Activation.relu(x);
            case LEAKY_RELU -> ai.djl.nn.Activation.leakyRelu(x, 0.01f);
            case TANH -> ai.djl.nn.Activation.tanh(x);
            case SIGMOID -> ai.djl.nn.Activation.sigmoid(x);
            case GELU -> ai.djl.nn.Activation.gelu(x);
            case SILU -> ai.djl.nn.Activation.swish(x, 1f);
        };
    }
}
