// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.List;
import java.util.OptionalLong;

/** Convolutions with an odd kernel and padding that keeps the size. */
final class Kernels {

    private static final Shape ONE = new Shape(1, 1);

    private Kernels() {}

    /** Returns the setting of the size of a kernel. */
    static Setting<Long> setting() {
        return Setting.<Long>of(
                        "kernel",
                        "Rows and columns of the kernel.",
                        new SettingType.AnyOf(List.of(only(1), only(3), only(5), only(7))),
                        Long.class)
                .orElse(3L);
    }

    private static SettingType only(long value) {
        return new SettingType.IntegerType(OptionalLong.of(value), OptionalLong.of(value));
    }

    /**
     * Convolves pictures.
     *
     * @param bias may be null
     * @param weight {@code (filters, rows, columns, channels)}: channels last, which CPUs convolve
     *     fastest
     */
    static NDArray convolve(
            NDArray pictures, NDArray weight, NDArray bias, long kernel, long stride) {
        NDArray filters = weight.transpose(0, 3, 1, 2);
        return pictures.getNDArrayInternal()
                .convolution(
                        pictures,
                        filters,
                        bias,
                        new Shape(stride, stride),
                        new Shape(kernel / 2, kernel / 2),
                        ONE,
                        1)
                .head();
    }

    /**
     * Returns pictures with the channels last in memory: the same memory, if they are so already.
     * Those that come from a dense particle are not, and a convolution would bring its whole input
     * into this order, and again for its gradient. Before they are enlarged, they are smaller.
     */
    static NDArray channelsLast(NDArray pictures) {
        Shape shape = pictures.getShape();
        try (NDArray turned = pictures.transpose(0, 2, 3, 1);
                NDArray flat = turned.flatten();
                NDArray ordered =
                        flat.reshape(shape.get(0), shape.get(2), shape.get(3), shape.get(1))) {
            return ordered.transpose(0, 3, 1, 2);
        }
    }
}
