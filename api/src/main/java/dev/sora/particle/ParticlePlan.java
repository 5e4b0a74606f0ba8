// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Objects;

/**
 * The plan of a particle for given signals: its output and its parameters.
 *
 * @param output the specification of the signal that it returns
 * @param parameters the parameters it needs
 * @param leastRecords the least number of records that a training minibatch needs; 1 for nearly all
 *     particles
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

    /** Creates a plan of a particle that can be trained with minibatches of one record. */
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
     * Returns a copy for a particle that compares the records of a minibatch in training, such as
     * one that normalises over them. Core refuses a training with a smaller {@code batch_size}. The
     * last minibatch of an epoch may still have fewer records, and the particle must accept it.
     *
     * @param records the least number of records in a minibatch
     * @since 2.0
     */
    public ParticlePlan withLeastRecords(int records) {
        return new ParticlePlan(output, parameters, records);
    }
}
