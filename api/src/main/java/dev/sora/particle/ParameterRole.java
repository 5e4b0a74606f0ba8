// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

/**
 * How the optimiser treats a parameter.
 *
 * @since 1.0
 */
public enum ParameterRole {
    /** Trained, and subject to weight decay. */
    WEIGHT,
    /** Trained, without weight decay: biases and the scales of normalisations. */
    BIAS,
    /** Not trained by the optimiser: the particle changes it in place, such as a running mean. */
    BUFFER
}
