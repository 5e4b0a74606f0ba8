// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import java.util.Objects;

/**
 * How an input mixed each record of a minibatch with another one, its partner, as MixUp does (Zhang
 * et al., 2018): the loss of the mixture is {@code share} times the loss with the record's own
 * target, and {@code 1 - share} times that with the partner's.
 *
 * @param partners the index of each record's partner in the minibatch, from 0: INT64, (batch)
 * @param share the share of the record itself in the mixture, from 0 to 1
 * @since 2.0
 */
public record Mixing(NDArray partners, double share) {

    /** Checks the share. */
    public Mixing {
        Objects.requireNonNull(partners, "partners");
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
        }
    }

    /** Returns a mixing. */
    public static Mixing of(NDArray partners, double share) {
        return new Mixing(partners, share);
    }
}
