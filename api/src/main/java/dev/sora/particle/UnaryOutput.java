// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An output particle of one signal, the usual case. Its fitted form is a {@link UnaryFittedOutput}.
 *
 * @since 2.0
 */
@ConsumerType
public interface UnaryOutput extends OutputParticle {

    /**
     * Checks the signal, as far as it is known, and plans the head.
     *
     * @throws dev.sora.tensor.ShapeException if the output cannot take the signal
     */
    ParticlePlan plan(SignalSpec input);

    @Override
    default ParticlePlan plan(List<SignalSpec> inputs) {
        return plan(OneSignal.of(inputs));
    }
}
