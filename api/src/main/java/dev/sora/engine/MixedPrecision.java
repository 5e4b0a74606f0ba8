// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Computes products and convolutions with a shorter type than 32-bit floats, such as bfloat16,
 * while weights, gradients, the optimiser's state and every tensor that code sees have the type of
 * 32-bit floats (Micikevicius et al., Mixed Precision Training, 2018; Kalamkar et al., A Study of
 * BFLOAT16 for Deep Learning Training, 2019).
 *
 * <p>An engine offers it if its settings ask for it. Core opens it around what particles, combiners
 * and outputs compute. Inputs prepare data, losses and metrics compare, and optimisers update, all
 * of them in full precision.
 *
 * @since 2.3
 */
@ConsumerType
public interface MixedPrecision {

    /**
     * Runs work on the calling thread. Its products and convolutions round their operands and a
     * bias to the shorter type, add up in 32-bit floats, and round the result to the shorter type;
     * it is a 32-bit float again, with fewer significant bits. So equal results are more frequent:
     * of bfloat16, 8 bits remain, and 257 becomes 256. A gradient may be computed from the result
     * afterwards; the gradient of a product is rounded likewise. Within {@link #full}, this only
     * runs the work.
     *
     * @return what the work returns
     */
    <T> T reduced(Supplier<T> work);

    /**
     * Runs work on the calling thread that needs full precision, such as the difference of two
     * results that are close to each other.
     *
     * @return what the work returns
     */
    <T> T full(Supplier<T> work);
}
