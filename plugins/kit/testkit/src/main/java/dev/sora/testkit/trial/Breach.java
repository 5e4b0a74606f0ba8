// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

/**
 * Reports a violated clause: what was expected, what was found, and how to fix it. The caller of
 * the check adds the place.
 */
public final class Breach extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Breach(String expected, String found, String fix) {
        this(expected, found, fix, null);
    }

    public Breach(String expected, String found, String fix, Throwable cause) {
        super(
                "  expected  %s\n  found     %s\n  fix       %s"
                        .formatted(indent(expected), indent(found), indent(fix)),
                cause);
    }

    private static String indent(String text) {
        return text.strip().replace("\n", "\n            ");
    }
}
