// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A fitted output whose answers are sequences of vectors of numbers that core continues, each step
 * with what the decoder made of the steps before it, such as a forecast. Several paths of a record
 * may be drawn (ancestral sampling). In evaluation and prediction, core adds the part {@link
 * Continuation#GENERATED} to the raw prediction that {@code forward} returned. An evaluation
 * between epochs continues one path, the middle one.
 *
 * <p>In training, the input of the sequence so far yields what {@link #begin} returns and then the
 * target without its last step.
 *
 * @since 1.1
 */
@ConsumerType
public interface ContinuingOutput extends StepwiseOutput {

    @Override
    ContinuingOutput reading(List<SignalSpec> inputs);

    /** Returns what core needs to know to continue. */
    Continuation continuation();

    @Override
    default int soFar() {
        return continuation().soFar();
    }

    /**
     * Returns the first step of the sequence so far, {@code (batch, width)}.
     *
     * @param complete the signals, in the order of the manifest; empty for those that grow
     */
    NDArray begin(List<Optional<Signal>> complete, Pass pass);

    /**
     * Returns the step after the last one, {@code (batch, width)}. All sequences of the batch have
     * the same number of steps.
     *
     * @param inputs the signals, in the order of the manifest; of those that grow the newest steps,
     *     at least the last one
     * @param level numbers above 0 and below 1, {@code (batch, width)}: where in its distribution
     *     each value is, such that uniform numbers draw from the distribution and 0.5 is its middle
     */
    NDArray next(List<Signal> inputs, NDArray level, Pass pass);
}
