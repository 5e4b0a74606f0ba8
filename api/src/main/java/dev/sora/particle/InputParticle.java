// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.Column;
import dev.sora.data.Records;
import dev.sora.data.TableUse;
import dev.sora.data.Tables;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An input particle before its preprocessing is learned.
 *
 * @since 1.0
 */
@ConsumerType
public interface InputParticle {

    /**
     * Returns the specification of the signal, as far as the settings determine it; other
     * dimensions are unknown.
     */
    SignalSpec spec();

    /**
     * Learns the preprocessing from the training records: sizes, means, a vocabulary.
     *
     * @throws dev.sora.problem.DataException if nothing can be learned from the records
     */
    FittedInput fit(Records records);

    /**
     * Returns the tables beside the records that {@link #fit(Records, Tables)} reads, with their
     * columns. By default there are none.
     *
     * @since 2.1
     */
    default List<TableUse> tables() {
        return List.of();
    }

    /**
     * Returns columns that no setting names as one of each record, and that records for prediction
     * may have, such as the features of something new. Values in memory are converted to their
     * types. By default there are none.
     *
     * @since 2.2
     */
    default List<Column> optionalColumns() {
        return List.of();
    }

    /**
     * Learns the preprocessing from the training records and from {@link #tables()}. What later
     * records need of a table becomes part of the state. By default, it calls {@link
     * #fit(Records)}.
     *
     * @throws dev.sora.problem.DataException if nothing can be learned from the records or tables
     * @since 2.1
     */
    default FittedInput fit(Records records, Tables tables) {
        return fit(records);
    }

    /**
     * Learns from the records with which the training of a model continues. What was learned before
     * keeps its meaning: an index keeps its value, a scale stays the one that the weights were
     * trained with, and new values come after known ones. By default, it calls {@link #fit}; core
     * then still finds the rows of weights by name.
     *
     * @param state what {@link FittedInput#state()} returned in the earlier run; untrusted, it
     *     comes from a file
     * @throws dev.sora.problem.DataException if the state is invalid, or nothing can be learned
     *     from the records
     * @since 2.0
     */
    default FittedInput grow(State state, Records records) {
        return fit(records);
    }

    /**
     * Learns from the records, and the tables, with which the training of a model continues. By
     * default, it calls {@link #grow(State, Records)}.
     *
     * @throws dev.sora.problem.DataException if the state is invalid, or nothing can be learned
     * @since 2.1
     */
    default FittedInput grow(State state, Records records, Tables tables) {
        return grow(state, records);
    }

    /**
     * Restores the preprocessing from what {@link FittedInput#state()} returned in another run.
     *
     * @param state the saved state; untrusted, it comes from a file
     * @throws dev.sora.problem.DataException if the state is invalid
     */
    FittedInput restore(State state);

    /**
     * Returns whether the input may mix records in training, with {@link Pass#mixed}. It must then
     * be the only input of its pipeline, because others would still describe one record.
     *
     * @since 2.0
     */
    default boolean mixes() {
        return false;
    }

    /**
     * Returns whether the input may compose a record of parts of several in training. Its signal
     * then has the part {@link dev.sora.tensor.Signal#MOSAIC}, and every output of the pipeline
     * must read it: {@link OutputParticle#readsMosaics()}.
     *
     * @since 2.1
     */
    default boolean mosaics() {
        return false;
    }

    /**
     * Returns whether the signal of a record is the same in each pass, in training too: nothing is
     * drawn, augmented or dropped, and nothing depends on the other records of the minibatch except
     * the length of padding. Core may then compute frozen nodes that read it once for each record.
     *
     * @since 2.1
     */
    default boolean steady() {
        return false;
    }

    /**
     * Returns how many views of each record the input has in evaluation and prediction, such as a
     * picture and its mirror image. Core computes one pass for each, with {@link Pass#view()}, and
     * averages the raw predictions, which must then be numbers without further parts. The first
     * view is the record itself.
     *
     * @since 2.0
     */
    default int views() {
        return 1;
    }
}
