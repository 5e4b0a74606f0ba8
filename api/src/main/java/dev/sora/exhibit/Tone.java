// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

/**
 * Whether what is shown speaks for the model.
 *
 * @since 1.0
 */
public enum Tone {
    /** It does. */
    GOOD,
    /** It does not. */
    BAD,
    /** Neither. */
    PLAIN
}
