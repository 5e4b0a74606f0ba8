// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

/**
 * States whether an item or a mark shows the model right or wrong.
 *
 * @since 1.0
 */
public enum Tone {
    /** The model is right. */
    GOOD,
    /** The model is wrong. */
    BAD,
    /** Neither right nor wrong. */
    PLAIN
}
