// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.List;
import java.util.Optional;

/** How a part, for validation or test, is taken out of the training data. */
public sealed interface HeldOut {

    /** Returns the column that decides, if one does. */
    Optional<String> column();

    /** What a column means to a split. */
    enum By {
        /** Chance alone: there is no column. */
        CHANCE,
        /** Every value of the column has its share in the part. */
        STRATA,
        /** Records of one value stay together. */
        GROUPS,
        /** The last ones by the column's order. */
        ORDER
    }

    /**
     * A share of the records.
     *
     * @param fraction the share, above 0 and below 1
     */
    record Share(double fraction, By by, Optional<String> column) implements HeldOut {}

    /**
     * One of several parts of equal size.
     *
     * @param folds how many parts
     * @param fold which of them, counted from 0
     */
    record Fold(int folds, int fold, By by, Optional<String> column) implements HeldOut {}

    /**
     * The records that hold one of some values.
     *
     * @param values the values, as texts
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
