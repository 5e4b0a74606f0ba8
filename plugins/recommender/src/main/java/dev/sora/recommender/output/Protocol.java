// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import java.util.Optional;

/**
 * How ranking is measured.
 *
 * @param kind {@code all}, {@code given} or {@code sampled}
 * @param column the column of given items
 * @param sampled how many items are drawn
 * @param excludeSeen whether items seen in training are left out where all are ranked
 */
record Protocol(String kind, Optional<String> column, int sampled, boolean excludeSeen) {}
