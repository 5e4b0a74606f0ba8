// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.List;
import java.util.Optional;

/** How a split, for validation or test, is taken out of the training data. */
public sealed interface HeldOut {

    /** Returns the column that decides, if there is one. */
    Optional<String> column();

    /** Returns the role of the column; by chance if it has none of them. */
    default By by() {
        return By.CHANCE;
    }

    /** The role of a column in the choice of records. */
    enum By {
        /** A random choice without a column. */
        CHANCE,
        /** Every value of the column has its share in the split. */
        STRATA,
        /** Records with the same value stay together. */
        GROUPS,
        /** The last records in the order of the column. */
        ORDER
    }

    /**
     * A share of the records.
     *
     * @param fraction the share, above 0 and below 1
     */
    record Share(double fraction, By by, Optional<String> column) implements HeldOut {}

    /**
     * A number of records.
     *
     * @param count the number, above 0
     */
    record Count(long count, By by, Optional<String> column) implements HeldOut {}

    /**
     * One of several folds of equal size.
     *
     * @param folds the number of folds
     * @param fold the fold that is taken, counted from 0
     */
    record Fold(int folds, int fold, By by, Optional<String> column) implements HeldOut {}

    /**
     * The records that have one of several values.
     *
     * @param values the values, as strings
     */
    record Values(String name, List<String> values) implements HeldOut {

        /** Copies the values. */
        public Values {
            values = List.copyOf(values);
        }

        @Override
        public Optional<String> column() {
            return Optional.of(name);
        }
    }
}
