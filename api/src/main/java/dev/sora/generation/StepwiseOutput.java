// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import dev.sora.particle.FittedOutput;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A fitted output whose answers core makes step by step: {@link GeneratingOutput} of symbols, or
 * {@link ContinuingOutput} of numbers. A plugin implements one of these two.
 *
 * @since 1.1
 */
@ConsumerType
public interface StepwiseOutput extends FittedOutput {

    /**
     * Returns the output as it is with known signals. Core calls it once they are known, before any
     * tensor is computed. Of symbols, the signal of the sequence so far has the names ({@link
     * SignalSpec#entries()}) and the greatest number of steps.
     *
     * @param inputs the signals, in the order of the manifest
     */
    StepwiseOutput reading(List<SignalSpec> inputs);

    /**
     * Returns which of the output's signals is the sequence so far, counted from 0. It must come
     * from an input directly.
     */
    int soFar();

    /**
     * Returns which of the output's signals do not depend on the sequence so far; all others do.
     * Core refuses other graphs. By default there are none.
     */
    default Set<Integer> complete() {
        return Set.of();
    }
}
