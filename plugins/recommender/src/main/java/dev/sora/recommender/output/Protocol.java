// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import java.util.Optional;

/**
 * The evaluation protocol of rankings.
 *
 * @param kind {@code all}, {@code given} or {@code sampled}
 * @param column the column of given items
 * @param sampled the number of items that are drawn
 * @param excludeSeen whether items from training are left out if all items are ranked
 */
record Protocol(String kind, Optional<String> column, int sampled, boolean excludeSeen) {

    /**
     * Returns a description that readers of the metrics need. In all protocols, ties rank the
     * relevant item last.
     */
    @Override
    public String toString() {
        String ranked =
                switch (kind) {
                    case "given" ->
                            "each record's item is ranked among itself, counted once, and the items"
                                    + " given in '%s'".formatted(column.orElse(""));
                    case "sampled" ->
                            "each record's item is ranked among itself and %d items drawn at random"
                                            .formatted(sampled)
                                    + " that training does not have for the user";
                    default ->
                            "each user's items are ranked among all items of the training data"
                                    + (excludeSeen
                                            ? " but those that it has for the user"
                                            : ", seen ones included");
                };
        return ranked + "; of equal scores the relevant item's counts as the lowest.";
    }
}
