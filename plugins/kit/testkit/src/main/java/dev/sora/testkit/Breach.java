// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

/**
 * A promise that is not kept: what was expected, what was found, and what to mend. Where it was
 * found is added by the one who checks.
 */
final class Breach extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Breach(String expected, String found, String mend) {
        this(expected, found, mend, null);
    }

    Breach(String expected, String found, String mend, Throwable cause) {
        super(
                "  expected  %s\n  found     %s\n  mend      %s"
                        .formatted(indent(expected), indent(found), indent(mend)),
                cause);
    }

    private static String indent(String text) {
        return text.strip().replace("\n", "\n            ");
    }
}
