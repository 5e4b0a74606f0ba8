// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks.packed;

import org.assertj.core.api.Assertions;

/** A library with an optional dependency on another one. */
public final class Library {

    private Library() {}

    /** Returns whether a number is even. */
    public static boolean isEven(int number) {
        Assertions.assertThat(number).isNotNegative();
        return number % 2 == 0;
    }
}
