// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import dev.sora.particle.Initialiser;

/** The initial values of a dense layer. Sizes may be unknown (-1) while planning. */
@FunctionalInterface
public interface DenseInitialiser {

    /** Returns the initialiser of the weights {@code (out, in)}. */
    Initialiser weight(long in, long out);

    /** Returns the initialiser of the biases; 0 unless it says otherwise. */
    default Initialiser bias(long in) {
        return Initialiser.zeros();
    }
}
