// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.data.DataRecord;
import dev.sora.metric.Outcome;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An output particle that knows its targets. It is immutable and serves several threads.
 *
 * <p>An output takes one signal. Outputs of several signals will come as default methods that take
 * lists of them, beside those of one.
 *
 * @since 1.0
 */
@ConsumerType
public interface FittedOutput {

    /**
     * Plans the head, now that the targets are known.
     *
     * @throws dev.sora.tensor.ShapeException if the signal does not fit them
     */
    ParticlePlan plan(SignalSpec input);

    /** Returns what was learned, as it is saved: all that {@code restore} needs. */
    State state();

    /**
     * Returns what a person should know about the training data's targets, a sentence each: two
     * labels that look alike, a class without records. They are shown while training and in the
     * report. Only what {@link OutputParticle#fit} returned has any; they are not saved.
     *
     * @since 1.2
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Encodes the targets of records on the host. Called for parts of the data, on several threads.
     *
     * @return tensors whose first dimension is the number of records; how many they are, their
     *     types and their shapes but for the first dimension are the same at every call
     * @throws dev.sora.problem.DataException if a target is missing or was never seen in training
     */
    List<HostTensor> encode(List<DataRecord> records);

    /** Computes the raw prediction of a batch, for instance logits. */
    Signal forward(Signal input, Pass pass);

    /**
     * Computes the raw prediction while training, when the targets are at hand: an output that
     * generates step by step feeds them in.
     */
    default Signal forward(Signal input, NDList target, Pass pass) {
        return forward(input, pass);
    }

    /**
     * Computes the loss of a batch: the mean over its records, a tensor without dimensions.
     *
     * @param prediction what {@code forward} returned
     * @param target the batch's targets, as {@link #encode} laid them out
     */
    NDArray loss(Signal prediction, NDList target, Pass pass);

    /**
     * Returns the name of a cheap figure that is shown while training, such as {@code accuracy}.
     */
    default Optional<String> glanceName() {
        return Optional.empty();
    }

    /**
     * Computes the figure that is shown while training, on the device, as a tensor without
     * dimensions. Called now and then, only if {@link #glanceName()} names it.
     */
    default NDArray glance(Signal prediction, NDList target) {
        throw new UnsupportedOperationException("no figure is named");
    }

    /** Brings predictions and targets of a batch to the host, to be measured. */
    Outcome outcome(Signal prediction, NDList target);

    /**
     * Decodes a batch into values that a person reads, one map a record, such as {@code {label=7,
     * probability=0.98, probabilities={…}}}.
     */
    List<Map<String, Object>> decode(Signal prediction);

    /**
     * Returns how the output chooses among candidates, if it does. It then needs neither {@link
     * #outcome} nor {@link #decode}: the retrieval measures and decodes.
     */
    default Optional<Retrieval> retrieval() {
        return Optional.empty();
    }
}
