// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import dev.sora.core.profile.TextForm;
import dev.sora.data.Values;

/** The names of numbers that are written as strings. */
final class NumberNames {

    private NumberNames() {}

    /**
     * Returns the name of the number that a string is, as for one that is not a string: {@code 0.5}
     * for {@code 0.50}. Other strings are returned unchanged: {@code 007} is a code.
     */
    static String of(String text) {
        return switch (TextForm.of(text)) {
            case INTEGER -> Long.toString(Long.parseLong(text));
            case NUMBER -> Values.name(Double.parseDouble(text));
            default -> text;
        };
    }
}
