// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.Schema;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Derives the records of a pipeline from the rows of a source, where a record is not a row: the
 * windows of a series, whose rows are steps of time. Any source can supply the rows, in training as
 * in prediction. It is immutable; several threads use it at once.
 *
 * @since 1.5
 */
@ConsumerType
public interface Derivation {

    /**
     * Returns the columns of the records.
     *
     * @param rows the columns of the rows, among them all that the settings name
     * @throws dev.sora.problem.SoraException if no records can be derived from such rows
     */
    Schema schema(Schema rows);

    /**
     * Returns a source of the derived records. Its {@link DataSource#files()} and {@link
     * DataSource#passedOver()} should include those of the rows.
     *
     * @param rows the rows; core closes them
     */
    DataSource derive(DataSource rows, DerivationUse use);

    /**
     * Returns how the derivation divides the training data, if it does. Records that overlap, such
     * as windows of one series, must not be divided by chance: core then takes validation and test
     * from the values of a column, and refuses {@code data.validation} and {@code data.test}.
     */
    default Optional<Parts> parts() {
        return Optional.empty();
    }

    /**
     * The division of the training data.
     *
     * @param column the column of the part that a record belongs to
     * @param heldOut which parts there are beside {@code train}: {@code validation}, {@code test},
     *     both, or none
     */
    record Parts(String column, Set<String> heldOut) {

        /** The value of a record of the training. */
        public static final String TRAIN = "train";

        /** The value of a record of the validation. */
        public static final String VALIDATION = "validation";

        /** The value of a record of the test. */
        public static final String TEST = "test";

        /** Copies the set. */
        public Parts {
            heldOut = Set.copyOf(heldOut);
        }

        /** Returns a division. */
        public static Parts of(String column, Set<String> heldOut) {
            return new Parts(column, heldOut);
        }
    }
}
