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
 * An input particle that knows its preprocessing. It is immutable and serves several threads.
 *
 * @since 1.0
 */
@ConsumerType
public interface FittedInput {

    /** Returns the signal that {@link #forward} yields. */
    SignalSpec spec();

    /** Returns what was learned, as it is saved: all that {@code restore} needs. */
    State state();

    /**
     * Returns what a person should know about the training data, a sentence each: two categories
     * that look alike, a column that is always the same. They are shown while training and in the
     * report. Only what {@link InputParticle#fit} returned has any; they are not saved.
     *
     * @since 1.2
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Encodes records on the host, compactly: bytes stay bytes.
     *
     * @param records at least one
     * @return tensors whose first dimension is the number of records, and whose other dimensions
     *     and types are the same at every call
     * @throws dev.sora.problem.DataException if a record does not fit
     */
    List<HostTensor> encode(List<DataRecord> records);

    /**
     * Returns which of the encoded tensors holds the length of each record's sequence ({@code
     * INT32}, one a record), if they differ: minibatches of like lengths need less padding.
     */
    default OptionalInt lengthsAt() {
        return OptionalInt.empty();
    }

    /**
     * Counts the values that training did not know, for an input that encodes such values in one
     * way whatever they are: as an index that they share, or not at all. Called on several threads,
     * for data that is measured or predicted for; it should take much less time than {@link
     * #encode}, and may look at some of many records only.
     *
     * @param records the records
     * @param encoded what {@link #encode} returned for them
     * @return one count for each column of such values, always the same columns in the same order;
     *     none by default
     * @since 1.2
     */
    default List<UnknownValues> unknown(List<DataRecord> records, List<HostTensor> encoded) {
        return List.of();
    }

    /**
     * Makes the signal of a batch on the device: casts, normalises and, while training, augments.
     * By default the values are the one tensor that was encoded, and the lengths that of {@link
     * #lengthsAt}.
     *
     * @param encoded the batch, as {@link #encode} laid it out
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
