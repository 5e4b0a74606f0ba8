// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Objects;

/**
 * What a particle makes of the signals it is given: the signal it returns and what it owns for it.
 *
 * @param output the signal it returns
 * @param parameters the parameters it needs
 * @param leastRecords the records that a minibatch needs for the particle to be trained; 1 for
 *     nearly all
 * @since 1.0
 */
public record ParticlePlan(SignalSpec output, List<ParameterSpec> parameters, int leastRecords) {

    /** Copies the list. */
    public ParticlePlan {
        if (leastRecords < 1) {
            throw new IllegalArgumentException(
                    "a minibatch has at least 1 record, not " + leastRecords);
        }
        Objects.requireNonNull(output, "output");
        parameters = List.copyOf(parameters);
    }

    /** Creates a plan of a particle that a minibatch of one record serves. */
    public ParticlePlan(SignalSpec output, List<ParameterSpec> parameters) {
        this(output, parameters, 1);
    }

    /** Returns a plan without parameters. */
    public static ParticlePlan of(SignalSpec output) {
        return new ParticlePlan(output, List.of(), 1);
    }

    /** Returns a plan with parameters. */
    public static ParticlePlan of(SignalSpec output, ParameterSpec... parameters) {
        return of(output, List.of(parameters));
    }

    /** Returns a plan with parameters. */
    public static ParticlePlan of(SignalSpec output, List<ParameterSpec> parameters) {
        return new ParticlePlan(output, parameters, 1);
    }

    /**
     * Returns a plan of a particle that is trained by comparing the records of a minibatch, such as
     * one that normalises over them: core refuses a training whose {@code batch_size} is smaller. A
     * last, shorter minibatch of an epoch may have fewer, and the particle must bear it.
     *
     * @param records how many it needs, at least
     * @since 2.0
     */
    public ParticlePlan withLeastRecords(int records) {
        return new ParticlePlan(output, parameters, records);
    }
}
