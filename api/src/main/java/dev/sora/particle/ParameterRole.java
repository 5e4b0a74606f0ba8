// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

/**
 * What a parameter is to the optimiser.
 *
 * @since 1.0
 */
public enum ParameterRole {
    /** Trained, and subject to weight decay. */
    WEIGHT,
    /** Trained, without weight decay: biases and the scales of normalisations. */
    BIAS,
    /** Not trained by the optimiser: the particle changes it in place, as running means. */
    BUFFER
}
