// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.Records;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An output particle before its targets are learned. An output of one signal, the usual case,
 * implements {@link UnaryOutput}. An output of several signals with different meanings implements
 * this interface, and {@link OutputType#takesSeveral()} of its type returns true.
 *
 * @since 1.0
 */
@ConsumerType
public interface OutputParticle {

    /**
     * Checks the signals, as far as they are known, and plans the head.
     *
     * @param inputs the signals, in the order of the manifest
     * @throws dev.sora.tensor.ShapeException if the output cannot take the signals
     */
    ParticlePlan plan(List<SignalSpec> inputs);

    /**
     * Learns the targets from the training records: classes, a mean.
     *
     * @throws dev.sora.problem.DataException if nothing can be learned from the records
     */
    FittedOutput fit(Records records);

    /**
     * Learns from the records with which the training of a model continues. What was learned before
     * keeps its meaning: a position keeps its class, and new classes come after known ones. By
     * default, it calls {@link #fit}; core then still finds the rows of weights by name.
     *
     * @param state what {@link FittedOutput#state()} returned in the earlier run; untrusted, it
     *     comes from a file
     * @throws dev.sora.problem.DataException if the state is invalid, or nothing can be learned
     *     from the records
     * @since 2.0
     */
    default FittedOutput grow(State state, Records records) {
        return fit(records);
    }

    /**
     * Restores the targets from what {@link FittedOutput#state()} returned in another run.
     *
     * @param state the saved state; untrusted, it comes from a file
     * @throws dev.sora.problem.DataException if the state is invalid
     */
    FittedOutput restore(State state);

    /**
     * Returns which of the tensors that {@link FittedOutput#encode} returns has the class of each
     * record: one 32-bit or 64-bit integer, counted from 0, negative for a record without a class.
     * Orders of minibatches read it. Empty if the output has no classes, or if a record may have
     * several.
     *
     * @since 2.0
     */
    default OptionalInt classesAt() {
        return OptionalInt.empty();
    }

    /**
     * Returns how records are identified by the predictions of the output; empty if its predictions
     * are not vectors to compare.
     *
     * @since 2.0
     */
    default Optional<Identification> identification() {
        return Optional.empty();
    }

    /**
     * Returns whether the loss is right for records that an input composed of parts of several
     * ({@link InputParticle#mosaics()}): it takes the targets of all of them, by the part {@link
     * dev.sora.tensor.Signal#MOSAIC}.
     *
     * @since 2.1
     */
    default boolean readsMosaics() {
        return false;
    }

    /**
     * Returns whether the output learns from the validation data how to answer ({@link
     * FittedOutput#calibrated}). A manifest without validation data is then refused.
     *
     * @since 2.0
     */
    default boolean calibrates() {
        return false;
    }
}
