// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.Signal;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A particle of which a whole generation ({@code count: n}) can be computed at once.
 *
 * <p>Core uses it where all members read one signal. The result must be what the members would
 * compute one by one, up to rounding.
 *
 * @since 1.0
 */
@ConsumerType
public interface VectorisedParticle extends UnaryParticle {

    /**
     * Computes the outputs of all members.
     *
     * @param input the one signal that all members read
     * @param pass its parameters are those of all members, stacked: {@code (count, …)}
     * @param count the number of members
     * @return the values of all members, {@code (batch, count, …)}, and the further parts that one
     *     member has, such as lengths, which all members share: {@code (batch, …)}
     */
    Signal forwardAll(Signal input, Pass pass, int count);
}
