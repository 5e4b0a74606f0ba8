// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import dev.sora.setting.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * An activation function. It is applied to each value; {@code softmax} to the features together.
 */
public enum Activation {
    /** {@code x}. */
    NONE(true, x -> x),
    /** {@code max(x, 0)}. */
    RELU(true, x -> x.getNDArrayInternal().relu()),
    /** {@code x}, and {@code 0.01 x} below 0. */
    LEAKY_RELU(true, x -> x.getNDArrayInternal().leakyRelu(0.01f)),
    /** {@code x}, and {@code e^x - 1} below 0: Clevert, Unterthiner and Hochreiter (2016). */
    ELU(true, x -> x.getNDArrayInternal().elu(1f)),
    /** A scaled {@code elu} that keeps mean 0 and variance 1: Klambauer et al. (2017). */
    SELU(true, x -> x.getNDArrayInternal().selu()),
    /** {@code x P(X <= x)}, with a standard normal X: Hendrycks and Gimpel (2016). */
    GELU(false, x -> x.getNDArrayInternal().gelu()),
    /** The hyperbolic tangent. */
    TANH(true, NDArray::tanh),
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID(true, x -> x.getNDArrayInternal().sigmoid()),
    /** {@code ln(1 + e^x)}. */
    SOFTPLUS(true, x -> x.getNDArrayInternal().softPlus()),
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN(true, x -> x.getNDArrayInternal().softSign()),
    /** {@code x sigmoid(x)}: Ramachandran, Zoph and Le (2017). */
    SWISH(false, x -> x.mul(x.getNDArrayInternal().sigmoid())),
    /** The same as {@code swish}. */
    SILU(false, SWISH.function),
    /** {@code x tanh(ln(1 + e^x))}: Misra (2019). DJL's own mish uses the logarithm to base 2. */
    MISH(false, x -> x.mul(x.getNDArrayInternal().softPlus().tanh())),
    /** {@code e^x_i / Σ e^x_j} over the features of a record or pixel. */
    SOFTMAX(false, x -> x.softmax(-1));

    private final boolean monotone;
    private final UnaryOperator<NDArray> function;

    Activation(boolean monotone, UnaryOperator<NDArray> function) {
        this.monotone = monotone;
        this.function = function;
    }

    /** Applies the function; {@code softmax} to the last dimension. */
    public NDArray apply(NDArray values) {
        return function.apply(values);
    }

    /**
     * Applies the function to images {@code (batch, channels, height, width)}; {@code softmax} to
     * the channels of each pixel.
     */
    public NDArray applyToImages(NDArray images) {
        return this == SOFTMAX ? images.softmax(1) : function.apply(images);
    }

    /**
     * Returns whether the function is applied to each value and is monotone, so that a maximum may
     * be taken before it.
     */
    public boolean isMonotone() {
        return monotone;
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
