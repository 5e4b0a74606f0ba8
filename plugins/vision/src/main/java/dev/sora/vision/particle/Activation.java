// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The activation functions of convolutions and dense layers. */
enum Activation {
    NONE(true),
    RELU(true),
    LEAKY_RELU(true),
    ELU(true),
    SELU(true),
    SOFTPLUS(true),
    TANH(true),
    SIGMOID(true),
    GELU(false),
    SILU(false);

    private final boolean monotone;

    Activation(boolean monotone) {
        this.monotone = monotone;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
    }

    static Activation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns whether the function is monotone, so that a maximum may be taken before it. */
    boolean monotone() {
        return monotone;
    }

    NDArray apply(NDArray x) {
        return switch (this) {
            case NONE -> x;
            case RELU -> ai.djl.nn.Activation.relu(x);
            case LEAKY_RELU -> ai.djl.nn.Activation.leakyRelu(x, 0.01f);
            case ELU -> ai.djl.nn.Activation.elu(x, 1f);
            case SELU -> ai.djl.nn.Activation.selu(x);
            case SOFTPLUS -> ai.djl.nn.Activation.softPlus(x);
            case TANH -> ai.djl.nn.Activation.tanh(x);
            case SIGMOID -> ai.djl.nn.Activation.sigmoid(x);
            case GELU -> ai.djl.nn.Activation.gelu(x);
            case SILU -> ai.djl.nn.Activation.swish(x, 1f);
        };
    }
}
