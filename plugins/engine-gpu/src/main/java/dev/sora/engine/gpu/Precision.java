// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The precision of products of matrices and of convolutions. */
enum Precision {

    /** 32-bit floats. */
    FLOAT32,

    /** 32-bit floats of which products use the first 10 bits of the mantissa. */
    TF32,

    /** Products of bfloat16, whose results are widened, and weights of 32-bit floats. */
    BF16;

    static List<String> words() {
        return Stream.of(values()).map(Precision::word).toList();
    }

    static Precision of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
