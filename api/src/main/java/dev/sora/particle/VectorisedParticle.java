// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.Signal;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A particle that can compute all members of a generation ({@code count: n}) at once.
 *
 * <p>Core uses it if all members read one signal. The result must equal that of the members one by
 * one, up to rounding.
 *
 * @since 1.0
 */
@ConsumerType
public interface VectorisedParticle extends UnaryParticle {

    /**
     * Computes the outputs of all members.
     *
     * @param input the one signal that all members read
     * @param pass the pass, with the stacked parameters of all members: {@code (count, …)}
     * @param count the number of members
     * @return the values of all members, {@code (batch, count, …)}, and the further parts of one
     *     member, such as lengths, {@code (batch, …)}, which all members share
     */
    Signal forwardAll(Signal input, Pass pass, int count);
}
