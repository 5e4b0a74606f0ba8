// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import ai.djl.ndarray.NDArray;

/** Numerically stable functions for losses. */
final class Losses {

    private Losses() {}

    /** Returns {@code log(1 + e^x)} of each value, without overflow. */
    static NDArray softPlus(NDArray x) {
        return x.getNDArrayInternal().softPlus();
    }

    /** Returns {@code log(1 + e^x)} without overflow. */
    static double softPlus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** Returns {@code 1 / (1 + e^-x)}. */
    static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }
}
