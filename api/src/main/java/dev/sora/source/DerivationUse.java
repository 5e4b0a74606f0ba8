// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

/**
 * What derived records are for.
 *
 * <p><b>Experimental:</b> it may change with a minor version, as {@link Derivation}.
 *
 * @since 1.5
 */
public enum DerivationUse {
    /** To train, validate and test: every record has a target, and belongs to a part. */
    TRAINING,
    /** To measure on other data: every record has a target, and all belong together. */
    EVALUATION,
    /** To predict: the newest records, without a target. */
    PREDICTION
}
