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
 * @since 1.0
 */
public record ParticlePlan(SignalSpec output, List<ParameterSpec> parameters) {

    /** Copies the list. */
    public ParticlePlan {
        Objects.requireNonNull(output, "output");
        parameters = List.copyOf(parameters);
    }

    /** Returns a plan without parameters. */
    public static ParticlePlan of(SignalSpec output) {
        return new ParticlePlan(output, List.of());
    }

    /** Returns a plan with parameters. */
    public static ParticlePlan of(SignalSpec output, ParameterSpec... parameters) {
        return of(output, List.of(parameters));
    }

    /** Returns a plan with parameters. */
    public static ParticlePlan of(SignalSpec output, List<ParameterSpec> parameters) {
        return new ParticlePlan(output, parameters);
    }
}
