// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A fitted output particle of one signal, the usual case.
 *
 * @since 2.0
 */
@ConsumerType
public interface UnaryFittedOutput extends FittedOutput {

    /**
     * Plans the head; see {@link FittedOutput#plan(List)}.
     *
     * @throws dev.sora.tensor.ShapeException if the head cannot take the signal
     */
    ParticlePlan plan(SignalSpec input);

    /** Computes the raw prediction; see {@link FittedOutput#forward(List, Pass)}. */
    Signal forward(Signal input, Pass pass);

    @Override
    default ParticlePlan plan(List<SignalSpec> inputs) {
        return plan(OneSignal.of(inputs));
    }

    @Override
    default Signal forward(List<Signal> inputs, Pass pass) {
        return forward(OneSignal.of(inputs), pass);
    }
}
