// SPDX-License-Identifier: Apache-2.0
package dev.sora.export;

import java.util.Objects;

/**
 * A change of low rank to a matrix, {@code W + factor U D} (LoRA; Hu et al., 2022), by the names of
 * the parameters of a particle.
 *
 * @param weight the matrix W, {@code (out, in)}
 * @param down the matrix D, {@code (rank, in)}
 * @param up the matrix U, {@code (out, rank)}
 * @param factor the factor, such as {@code alpha / rank}
 * @since 1.1
 */
public record LowRankChange(String weight, String down, String up, double factor) {

    /** Checks that the names are present. */
    public LowRankChange {
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(down, "down");
        Objects.requireNonNull(up, "up");
    }
}
