// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDList;
import dev.sora.data.DataRecord;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An input particle whose preprocessing is learned or restored. It is immutable; several threads
 * use it at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface FittedInput {

    /** Returns the specification of the signal that {@link #forward} returns. */
    SignalSpec spec();

    /** Returns the learned state, which is saved: all that {@link InputParticle#restore} needs. */
    State state();

    /**
     * Returns what the numbers of a vector stand for, such as {@code age} or {@code city=Rome}, in
     * their order: the names that explanations show. Empty, the default, if the values are not a
     * vector of named numbers. The entries of a table of indices have names in {@link
     * SignalSpec#entries(String)} instead.
     *
     * @since 2.3
     */
    default List<String> features() {
        return List.of();
    }

    /**
     * Returns warnings about the training data, one sentence each: two categories that look alike,
     * a column with a constant value. They are shown during training and in the report. Only the
     * result of {@link InputParticle#fit} has warnings; they are not saved.
     *
     * @since 1.2
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Encodes records on the host, in a compact form: pixels, for example, as {@code UINT8}. Called
     * on several threads.
     *
     * @param records at least one
     * @return tensors whose first dimension is the number of records, and whose other dimensions
     *     and types are the same in every call
     * @throws dev.sora.problem.DataException if a record is invalid
     */
    List<HostTensor> encode(List<DataRecord> records);

    /**
     * Returns the index of the encoded tensor with the sequence lengths ({@code INT32}, one for
     * each record); empty if lengths do not vary. Core makes minibatches of similar lengths, which
     * need less padding.
     */
    default OptionalInt lengthsAt() {
        return OptionalInt.empty();
    }

    /**
     * Counts the values that did not occur in training, for an input that encodes all such values
     * alike: as one shared index, or not at all. Called on several threads during evaluation and
     * prediction. It should take much less time than {@link #encode}, and may examine a sample of
     * the records.
     *
     * @param records the records
     * @param encoded what {@link #encode} returned for them
     * @return one count for each column of such values, always the same columns in the same order;
     *     empty by default
     * @since 1.2
     */
    default List<UnknownValues> unknown(List<DataRecord> records, List<HostTensor> encoded) {
        return List.of();
    }

    /**
     * Makes the signal of a batch on the device: casts, normalises and, in training, augments. By
     * default, the encoded tensor at {@link #lengthsAt} becomes the lengths, and the only other one
     * becomes the values.
     *
     * @param encoded the batch, in the layout of {@link #encode}
     * @param pass the mode; an input particle has no parameters
     */
    default Signal forward(NDList encoded, Pass pass) {
        OptionalInt lengths = lengthsAt();
        if (encoded.size() != (lengths.isPresent() ? 2 : 1)) {
            throw new IllegalStateException(
                    "an input that encodes %d tensors makes its signal of them itself"
                            .formatted(encoded.size()));
        }
        return lengths.isPresent()
                ? Signal.sequence(
                        encoded.get(1 - lengths.getAsInt()), encoded.get(lengths.getAsInt()))
                : Signal.of(encoded.get(0));
    }
}
