// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.layer;

import ai.djl.ndarray.NDArray;
import dev.sora.setting.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** An activation function. It is applied to each value; {@code softmax} to the last dimension. */
public enum Activation {
    NONE(x -> x),
    RELU(x -> x.getNDArrayInternal().relu()),
    LEAKY_RELU(x -> x.getNDArrayInternal().leakyRelu(0.01f)),
    ELU(x -> x.getNDArrayInternal().elu(1f)),
    SELU(x -> x.getNDArrayInternal().selu()),
    GELU(x -> x.getNDArrayInternal().gelu()),
    TANH(NDArray::tanh),
    SIGMOID(x -> x.getNDArrayInternal().sigmoid()),
    SOFTPLUS(x -> x.getNDArrayInternal().softPlus()),
    SOFTSIGN(x -> x.getNDArrayInternal().softSign()),
    SWISH(x -> x.mul(x.getNDArrayInternal().sigmoid())),
    SILU(SWISH.function),
    // x tanh(ln(1 + e^x)), Misra (2019); DJL's own mish uses the logarithm to base 2
    MISH(x -> x.mul(x.getNDArrayInternal().softPlus().tanh())),
    SOFTMAX(x -> x.softmax(-1));

    private final UnaryOperator<NDArray> function;

    Activation(UnaryOperator<NDArray> function) {
        this.function = function;
    }

    /** Applies the function. */
    public NDArray apply(NDArray values) {
        return function.apply(values);
    }

    /** Returns the function that the value of a setting names. */
    public static Activation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns a setting that names a function. */
    public static Setting<String> setting(String name, String description) {
        return Setting.choice(name, description, words());
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
    }
}
