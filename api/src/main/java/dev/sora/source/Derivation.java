// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.Schema;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Derives the records of a pipeline from the rows of a source, where a record is not a row: the
 * windows of a series, whose rows are steps of time. Any source can supply the rows, in training as
 * in prediction. It is immutable; several threads use it at once.
 *
 * <p><b>Experimental:</b> it may change with a minor version, since only one plugin derives records
 * so far.
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
     * The division of the training data: each record has, in a column, the name of the part that it
     * belongs to.
     *
     * @since 1.5
     */
    final class Parts {

        /** The value of a record of the training. */
        public static final String TRAIN = "train";

        /** The value of a record of the validation. */
        public static final String VALIDATION = "validation";

        /** The value of a record of the test. */
        public static final String TEST = "test";

        private final String column;
        private final Set<String> heldOut;

        private Parts(String column, Set<String> heldOut) {
            this.column = column;
            this.heldOut = heldOut;
        }

        /**
         * Returns a division.
         *
         * @param column the column of the part that a record belongs to; core refuses a record with
         *     another value than {@link #TRAIN} and the parts that are held out
         * @param heldOut which parts there are beside {@link #TRAIN}: {@link #VALIDATION}, {@link
         *     #TEST}, both, or none
         * @throws IllegalArgumentException if it names another part
         */
        public static Parts of(String column, Set<String> heldOut) {
            for (String part : heldOut) {
                if (!part.equals(VALIDATION) && !part.equals(TEST)) {
                    throw new IllegalArgumentException(
                            "'%s' is held out, which is neither '%s' nor '%s'"
                                    .formatted(part, VALIDATION, TEST));
                }
            }
            return new Parts(Objects.requireNonNull(column), Set.copyOf(heldOut));
        }

        /** Returns the column of the part that a record belongs to. */
        public String column() {
            return column;
        }

        /** Returns the parts that are held out. */
        public Set<String> heldOut() {
            return heldOut;
        }

        /** Returns all values that the column has. */
        public Set<String> values() {
            Set<String> values = new TreeSet<>(heldOut);
            values.add(TRAIN);
            return Collections.unmodifiableSet(values);
        }
    }
}
